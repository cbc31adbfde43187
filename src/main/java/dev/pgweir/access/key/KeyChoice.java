package dev.pgweir.access.key;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.security.PrivateKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the keys that may have signed a token: those of the type that its algorithm needs and, where it names one and the
 * issuer's keys have names, of that name. What else its header says of keys is not looked at. Thread-safe.
 */
final class KeyChoice implements JWSKeySelector<SecurityContext> {

    /** Asks for no key in particular, so that none is missed. */
    static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final JWKSource<SecurityContext> source;
    private final Set<JWSAlgorithm> algorithms;

    KeyChoice(JWKSource<SecurityContext> source, Set<JWSAlgorithm> algorithms) {
        this.source = source;
        this.algorithms = Set.copyOf(algorithms);
    }

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
        if (!algorithms.contains(header.getAlgorithm())) {
            return List.of();
        }
        var wanted = new JWKMatcher.Builder(JWKMatcher.forJWSHeader(header));
        if (JWSAlgorithm.Family.EC.contains(header.getAlgorithm())) {
            wanted.curves(Curve.forJWSAlgorithm(header.getAlgorithm()));
        }
        if (all().stream().allMatch(key -> key.getKeyID() == null)) {
            wanted.keyIDs((Set<String>) null);
        }
        return KeyConverter.toJavaKeys(source.get(new JWKSelector(wanted.build()), null)).stream()
                .filter(key -> !(key instanceof PrivateKey))
                .toList();
    }

    private List<JWK> all() throws NoKeys {
        try {
            return source.get(ALL, null);
        } catch (KeySourceException e) {
            throw new NoKeys(e);
        }
    }
}
