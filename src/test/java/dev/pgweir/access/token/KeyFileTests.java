package dev.pgweir.access.token;

import static dev.pgweir.access.token.TestTokens.SECRET;
import static dev.pgweir.access.token.TestTokens.token;
import static dev.pgweir.access.token.TestTokens.withSecret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a secret in a file that changes. */
class KeyFileTests {

    private static final String PAYLOAD = "{\"role\":\"web_user\"}";
    private static final String NEXT = "the next secret, which is as long as it has to be";

    @Test
    void takesTheNextSecretAndTheLastOneNoLonger(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), SECRET);
        try (var tokens = withSecret("secret", "@" + file)) {
            tokens.verify(token(PAYLOAD));

            Files.writeString(file, NEXT);

            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(InvalidToken.class)
                    .until(() -> tokens.verify(token(PAYLOAD, NEXT)).role().isPresent());
            assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> tokens.verify(token(PAYLOAD)));
        }
    }

    @Test
    void keepsTheSecretThatItHadWhileTheFileHoldsNone(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("secret"), SECRET);
        try (var tokens = withSecret("secret", "@" + file)) {
            tokens.verify(token(PAYLOAD));

            Files.writeString(file, "short");

            await().during(Duration.ofSeconds(12))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(tokens.verify(
                                            token("{\"role\":\"web_user\",\"at\":%d}".formatted(System.nanoTime())))
                                    .role())
                            .isPresent());
        }
    }
}
