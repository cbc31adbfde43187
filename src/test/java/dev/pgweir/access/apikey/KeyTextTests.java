package dev.pgweir.access.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTests {

    @Test
    void areReadAsTheyAreMade() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 1_000; i++) {
            var text = KeyText.random();
            assertThat(text).matches("pgw_[0-9A-Za-z]{8}_[0-9A-Za-z]{47}");
            var read = KeyText.of(text).orElseThrow();
            assertThat(read.id()).isEqualTo(text.substring(4, 12));
            assertThat(read.has(KeyText.of(text).orElseThrow().hash())).isTrue();
            assertThat(read.has(KeyText.of(KeyText.random()).orElseThrow().hash()))
                    .isFalse();
            assertThat(seen.add(read.id())).isTrue();
        }
    }

    @Test
    void areRefusedWhereOneCharacterIsAnother() {
        var text = KeyText.random();
        for (var i = 0; i < text.length(); i++) {
            var other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.of(text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pgw_", "pgw__", "eyJhbGciOiJIUzI1NiJ9.e30.x", "pgw_12345678_short"})
    void areRefusedWhereTheyHaveAnotherForm(String text) {
        assertThat(KeyText.of(text)).isEmpty();
    }
}
