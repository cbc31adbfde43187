package dev.pgweir.access.key;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.MACProvider;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The algorithms that tokens may be signed with. Pure. */
public final class Algorithms {

    /** Those of public keys, that servers of keys may hold. */
    public static final Set<JWSAlgorithm> OF_PUBLIC_KEYS =
            union(JWSAlgorithm.Family.RSA, Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));

    private static final Set<JWSAlgorithm> ALL = union(OF_PUBLIC_KEYS, JWSAlgorithm.Family.HMAC_SHA);

    private Algorithms() {}

    /**
     * Those of a configuration, which must be some of those that are possible; if it names none, all of these.
     *
     * @throws IllegalArgumentException if one is not, with what to do about it
     */
    public static Set<JWSAlgorithm> named(List<String> names, Set<JWSAlgorithm> possible) {
        if (names.isEmpty()) {
            return possible;
        }
        var named = new LinkedHashSet<JWSAlgorithm>();
        for (var name : names) {
            var algorithm = new JWSAlgorithm(name);
            if (!possible.contains(algorithm)) {
                throw new IllegalArgumentException(
                        "%s is not among those that the keys are for: %s".formatted(name, possible));
            }
            named.add(algorithm);
        }
        return named;
    }

    /** Those that keys can be for. */
    public static Set<JWSAlgorithm> of(List<JWK> keys) {
        var possible = new LinkedHashSet<JWSAlgorithm>();
        for (var algorithm : ALL) {
            if (keys.stream().anyMatch(key -> suits(key, algorithm))) {
                possible.add(algorithm);
            }
        }
        return possible;
    }

    private static boolean suits(JWK key, JWSAlgorithm algorithm) {
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return false;
        }
        return key instanceof OctetSequenceKey secret
                ? MACProvider.getCompatibleAlgorithms(secret.size()).contains(algorithm)
                : KeyType.forAlgorithm(algorithm).equals(key.getKeyType());
    }

    private static Set<JWSAlgorithm> union(Set<JWSAlgorithm> some, Set<JWSAlgorithm> others) {
        var all = new LinkedHashSet<>(some);
        all.addAll(others);
        return Collections.unmodifiableSet(all);
    }
}
