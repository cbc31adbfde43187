package dev.pgweir.access.key;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What signatures are checked with: the keys as they are written down, none where a server has them, and the algorithms that may
 * be used.
 */
public record KeyOrigin(List<JWK> keys, Set<JWSAlgorithm> algorithms) {

    /**
     * Reads what is configured.
     *
     * @throws IllegalArgumentException if it cannot be meant, with what to do about it; never with a secret
     */
    public static KeyOrigin of(
            Optional<String> keys, Optional<String> secret, boolean secretIsBase64, List<String> algorithms) {
        if (secret.isPresent()) {
            var key = GivenKeys.ofSecret(secret.get(), secretIsBase64);
            var usual = algorithms.isEmpty() ? List.of(JWSAlgorithm.HS256.getName()) : algorithms;
            return new KeyOrigin(key, Algorithms.named(usual, Algorithms.of(key)));
        }
        if (keys.isPresent()) {
            var set = GivenKeys.ofSet(keys.get());
            var possible = Algorithms.of(set);
            if (possible.isEmpty()) {
                throw new IllegalArgumentException("none of the keys is for RS, PS, ES or HS, with 256, 384 or 512");
            }
            return new KeyOrigin(set, Algorithms.named(algorithms, possible));
        }
        return new KeyOrigin(List.of(), Algorithms.named(algorithms, Algorithms.OF_PUBLIC_KEYS));
    }
}
