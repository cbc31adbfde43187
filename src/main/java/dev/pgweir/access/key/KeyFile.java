package dev.pgweir.access.key;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with the keys of an issuer, which may change. Thread-safe. */
public final class KeyFile implements JWKSetSource<SecurityContext> {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeyFile.class);

    private final Supplier<List<JWK>> keys;

    /** @param keys reads the file, and throws an {@link IllegalArgumentException} where that cannot be done */
    public KeyFile(Supplier<List<JWK>> keys) {
        this.keys = keys;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            return new JWKSet(keys.get());
        } catch (IllegalArgumentException e) {
            LOGGER.warn("Keys of tokens stay as they were: {}", e.getMessage());
            throw new JWKSetRetrievalException("Keys cannot be read", e);
        }
    }

    @Override
    public void close() {}
}
