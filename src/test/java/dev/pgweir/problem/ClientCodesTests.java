package dev.pgweir.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCodesTests {

    @ParameterizedTest
    @CsvSource({
        "no-node, PGRST000",
        "malformed-parameter, PGRST100",
        "malformed-body, PGRST102",
        "unsupported-media-type, PGRST102",
        "not-one-key, PGRST105",
        "not-one-row, PGRST116",
        "method-not-allowed, PGRST117",
        "no-unique-key, 42P10"
    })
    void areThoseOfPostgrestInTheSameCase(String word, String code) {
        assertThat(ClientCodes.of(word)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-item", "loopback-only", "overloaded", "internal-error"})
    void areTheWordWherePostgrestHasNoSuchCase(String word) {
        assertThat(ClientCodes.of(word)).isEqualTo(word);
    }
}
