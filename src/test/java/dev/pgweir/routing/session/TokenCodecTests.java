package dev.pgweir.routing.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.routing.session.TokenCodec.InvalidToken;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecTests {

    private static final ConsistencyToken TOKEN = new ConsistencyToken(
            7710835436647130785L,
            Optional.of(new LogPosition(2, Lsn.parse("16/B374D848"))),
            new LogPosition(3, Lsn.parse("FFFFFFFF/FFFFFFFF")));

    private final TokenCodec codec = codec("secret");

    @Test
    void readsWhatItWrote() throws InvalidToken {
        assertThat(codec.read(codec.write(TOKEN))).isEqualTo(TOKEN);
    }

    @Test
    void readsTheTokenOfAClientWhoHasWrittenNothing() throws InvalidToken {
        var token = new ConsistencyToken(1, Optional.empty(), new LogPosition(1, new Lsn(1)));

        assertThat(codec.read(codec.write(token))).isEqualTo(token);
    }

    @Test
    void takesTheTokensOfAnotherGatewayWithTheSameKey() throws InvalidToken {
        assertThat(codec("secret").read(codec.write(TOKEN))).isEqualTo(TOKEN);
    }

    @Test
    void refusesTheTokensOfAGatewayWithAnotherKey() {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> codec("other").read(codec.write(TOKEN)))
                .withMessageContaining("another key");
    }

    @Test
    void refusesATokenOfWhichAnyLetterWasChanged() {
        var text = codec.write(TOKEN);
        for (var i = 0; i < text.length() - 1; i++) {
            var changed = text.substring(0, i) + (text.charAt(i) == 'x' ? 'y' : 'x') + text.substring(i + 1);
            assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> codec.read(changed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "abc", "Y2M", "ÄÖÜ"})
    void refusesWhatIsNoToken(String text) {
        assertThatExceptionOfType(InvalidToken.class).isThrownBy(() -> codec.read(text));
    }

    private static TokenCodec codec(String secret) {
        return new TokenCodec(new SignedText(secret.getBytes(UTF_8)));
    }
}
