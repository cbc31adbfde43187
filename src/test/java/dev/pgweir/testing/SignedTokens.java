package dev.pgweir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Instant;

/** Tokens of an issuer that signs with a secret. */
public final class SignedTokens {

    /** That of PostgREST's own tests. */
    public static final String SECRET = "reallyreallyreallyreallyverysafe";

    private SignedTokens() {}

    /** The value of {@code Authorization} of somebody in a role. */
    public static String bearer(String role, String subject) {
        return bearer("\"role\":\"%s\",\"sub\":\"%s\"".formatted(role, subject));
    }

    /** That of a token with these members, which is valid for an hour. */
    public static String bearer(String members) {
        var token = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256),
                new Payload("{%s,\"exp\":%d}".formatted(members, Instant.now().getEpochSecond() + 3600)));
        try {
            token.sign(new MACSigner(SECRET.getBytes(UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
        return "Bearer " + token.serialize();
    }
}
