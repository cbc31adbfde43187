package dev.pgweir.access.token;

import static dev.pgweir.access.token.TestTokens.token;
import static dev.pgweir.access.token.TestTokens.withSecret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.access.token.InvalidToken.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokensTests {

    @Test
    void tellsWhatATokenSays() {
        var payload =
                "{\"role\": \"web_user\", \"sub\":\"ann\", \"jti\":\"7\", \"scope\":\"a b\", \"iat\":1300819380, \"exp\":9999999999}";

        var verified = withSecret().verify(token(payload));

        assertThat(verified.issuer()).isEqualTo("tests");
        assertThat(verified.role()).contains("web_user");
        assertThat(verified.subject()).contains("ann");
        assertThat(verified.id()).contains("7");
        assertThat(verified.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(verified.issuedAt()).contains(Instant.ofEpochSecond(1300819380));
        assertThat(verified.expiresAt()).contains(Instant.ofEpochSecond(9999999999L));
        assertThat(verified.claims()).isEqualTo(payload);
        assertThat(verified.operators()).isFalse();
    }

    @Test
    void believesNobodyWithoutIssuers() throws IOException {
        try (var tokens = TestTokens.of(Map.of())) {
            assertThatExceptionOfType(InvalidToken.class)
                    .isThrownBy(() -> tokens.verify(token("{}")))
                    .returns(Reason.UNDECODABLE, InvalidToken::reason)
                    .returns("PGRST301", InvalidToken::code);
        }
    }
}
