package dev.pgweir.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.postgres.SignedText.NotSigned;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTextTests {

    private final SignedText texts = new SignedText("secret".getBytes(UTF_8));

    @ParameterizedTest
    @ValueSource(strings = {"a", "a longer text, \u20ac", "?&=/"})
    void readsWhatItWrote(String content) throws NotSigned {
        var text = texts.write(content.getBytes(UTF_8));

        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(texts.read(text)).isEqualTo(content.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"'', is cut short", "AAAA, is cut short", "no text!, is not one of this gateway's"})
    void refusesWhatNoGatewayWrote(String text, String reason) {
        assertThatExceptionOfType(NotSigned.class)
                .isThrownBy(() -> texts.read(text))
                .withMessage(reason);
    }

    @Test
    void refusesWhatWasChangedOrSignedWithAnotherKey() {
        var text = texts.write("mine".getBytes(UTF_8));
        var changed = (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1);

        assertThatExceptionOfType(NotSigned.class).isThrownBy(() -> texts.read(changed));
        assertThatExceptionOfType(NotSigned.class)
                .isThrownBy(() -> new SignedText("other".getBytes(UTF_8)).read(text))
                .withMessage("was changed, or signed with another key");
    }

    @Test
    void makesAKeyOfItsOwnWhereNoneIsConfigured() throws NotSigned {
        var told = new AtomicInteger();
        var configured = SignedText.with("secret", told::incrementAndGet);
        var random = SignedText.with("", told::incrementAndGet);
        var text = random.write("mine".getBytes(UTF_8));

        assertThat(told).hasValue(1);
        assertThat(configured.read(texts.write("mine".getBytes(UTF_8)))).isEqualTo("mine".getBytes(UTF_8));
        assertThat(random.read(text)).isEqualTo("mine".getBytes(UTF_8));
        assertThatExceptionOfType(NotSigned.class).isThrownBy(() -> texts.read(text));
    }

    @Test
    void signsByTheFirstKeyAndReadsWhatAnyOfThemHasSigned() throws NotSigned {
        var before = SignedText.with("old", () -> {});
        var meanwhile = SignedText.with("new,old", () -> {});
        var after = SignedText.with("new", () -> {});
        var content = "mine".getBytes(UTF_8);

        assertThat(meanwhile.read(before.write(content))).isEqualTo(content);
        assertThat(after.read(meanwhile.write(content))).isEqualTo(content);
        assertThatExceptionOfType(NotSigned.class).isThrownBy(() -> before.read(meanwhile.write(content)));
    }
}
