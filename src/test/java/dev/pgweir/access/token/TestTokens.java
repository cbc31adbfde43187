package dev.pgweir.access.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.pgweir.access.AccessProperties;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** Tokens as issuers make them, and what verifies them as the configuration says. */
final class TestTokens {

    /** That of PostgREST's own tests. */
    static final String SECRET = "reallyreallyreallyreallyverysafe";

    private TestTokens() {}

    /** What verifies the tokens of the issuer with that secret, with further keys of its configuration. */
    static Tokens withSecret(String... keysAndValues) {
        var keys = new TreeMap<String, String>(Map.of("name", "tests", "secret", SECRET, "require-expiry", "false"));
        for (var i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return of(Map.of("pgweir.access.issuers[0]", keys));
    }

    /** What verifies the tokens of issuers, each by the prefix of its keys. */
    static Tokens of(Map<String, ? extends Map<String, String>> issuers) {
        return of(issuers, new DefaultSslBundleRegistry());
    }

    static Tokens of(Map<String, ? extends Map<String, String>> issuers, SslBundles bundles) {
        var source = new MapConfigurationPropertySource();
        issuers.forEach((prefix, keys) -> keys.forEach((key, value) -> source.put(prefix + "." + key, value)));
        var properties = new Binder(source).bindOrCreate("pgweir.access", AccessProperties.class);
        return TokenConfiguration.of(properties, bundles, _ -> false);
    }

    /** A token with a payload, signed with the secret of the tests. */
    static String token(String payload) {
        return token(payload, SECRET);
    }

    static String token(String payload, String secret) {
        try {
            return token(new JWSHeader(JWSAlgorithm.HS256), payload, new MACSigner(secret.getBytes(UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String token(JWSHeader header, String payload, JWSSigner signer) throws JOSEException {
        var token = new JWSObject(header, new Payload(payload));
        token.sign(signer);
        return token.serialize();
    }
}
