package dev.pgweir.access.key;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server that an issuer keeps its keys on. It is asked where that is once, if it is an OpenID provider. Thread-safe. */
public final class KeyServer implements JWKSetSource<SecurityContext> {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeyServer.class);

    private final Download download;
    private final Optional<String> provider;
    private volatile Optional<URI> keys;

    private KeyServer(Optional<String> provider, Optional<URI> keys, Optional<SSLContext> trust) {
        this.provider = provider;
        this.keys = keys;
        this.download = new Download(trust);
    }

    /**
     * That of an OpenID provider.
     *
     * @param issuer its name, which is a URL
     * @param trust what its servers are trusted by; empty for what the JVM trusts
     */
    public static KeyServer ofProvider(String issuer, Optional<SSLContext> trust) {
        return new KeyServer(Optional.of(issuer), Optional.empty(), trust);
    }

    /** One with keys at a URL. */
    public static KeyServer at(String url, Optional<SSLContext> trust) {
        return new KeyServer(Optional.empty(), Optional.of(KeyAddress.of(url)), trust);
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            var address = keys.isPresent() ? keys.get() : discover(provider.orElseThrow());
            var found = JWKSet.parse(download.text(address));
            if (found.isEmpty()) {
                throw new IOException(address + " has no keys");
            }
            keys = Optional.of(address);
            return found;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOGGER.warn("Keys of tokens cannot be fetched: {}", e.getMessage());
            throw new JWKSetRetrievalException("Keys cannot be fetched", e);
        }
    }

    /** Where a provider says that its keys are. */
    private URI discover(String issuer) throws IOException, ParseException {
        var address = KeyAddress.of(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        var document = JSONObjectUtils.parse(download.text(address));
        var named = JSONObjectUtils.getString(document, "issuer");
        if (!issuer.equals(named)) {
            throw new IOException("%s is of the issuer \"%s\", not \"%s\"".formatted(address, named, issuer));
        }
        var place = JSONObjectUtils.getString(document, "jwks_uri");
        if (place == null) {
            throw new IOException(address + " does not say where the keys are");
        }
        return KeyAddress.of(place);
    }

    @Override
    public void close() {
        download.close();
    }
}
