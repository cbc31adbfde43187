package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CursorCodecTests {

    private static final Cursor CURSOR = new Cursor(
            "fingerprint",
            Long.MAX_VALUE,
            List.of("a", "ü", "c", "d"),
            List.of(Optional.of("2024-01-31"), Optional.empty(), Optional.of(""), Optional.of("\0\ud83d\ude00")),
            Optional.of("2024-01-01"),
            Optional.empty());

    private final CursorCodec codec = new CursorCodec(new SignedText("secret".getBytes(UTF_8)));

    @Test
    void readsWhatItWrote() {
        assertThat(codec.read(codec.write(CURSOR))).isEqualTo(CURSOR);
        assertThat(codec.write(CURSOR)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void keepsTextsThatAreLongerThanSixtyFourKilobytes() {
        var cursor = new Cursor(
                "f", 0, List.of("a"), List.of(Optional.of("x".repeat(100_000))), Optional.empty(), Optional.empty());
        assertThat(codec.read(codec.write(cursor))).isEqualTo(cursor);
    }

    @Test
    void refusesACursorThatWasSignedWithAnotherKey() {
        assertRefused(
                new CursorCodec(new SignedText("other".getBytes(UTF_8))).write(CURSOR), "signed with another key");
    }

    @Test
    void refusesACursorOfWhichAnyBitWasChanged() {
        var bytes = Base64.getUrlDecoder().decode(codec.write(CURSOR));
        for (var bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), "changed");
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    @Test
    void refusesWhatIsNoCursor() {
        assertRefused("", "cut short");
        assertRefused("AAAA", "cut short");
        assertRefused("no cursor!", "not one of this gateway's");
    }

    private void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> codec.read(text))
                .hasMessageContaining(reason)
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> {
                    assertThat(refused.code()).isEqualTo("invalid-cursor");
                    assertThat(refused.origin()).isEqualTo(new Origin.Query("cursor"));
                });
    }
}
