package dev.pgweir.web.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.resources.request.InvalidRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFieldTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "8e03978e-40d5-43dd-bc93-6894a57f9324" | 8e03978e-40d5-43dd-bc93-6894a57f9324
            8e03978e-40d5-43dd-bc93-6894a57f9324   | 8e03978e-40d5-43dd-bc93-6894a57f9324
            "two words, and; marks"                | two words, and; marks
            "a \\"quote\\" and a \\\\"             | a "quote" and a \\
            order:17/a+b=                          | order:17/a+b=
            """)
    void readsQuotedStringsAndBareKeys(String field, String key) {
        assertThat(read(field)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "\"open",
                "closed\"",
                "\"a\" \"b\"",
                "\"a\";b",
                "two words",
                "a,b",
                "\"a\\b\"",
                "\"ü\"",
                "ü",
                "\"tab\t\""
            })
    void refusesWhatIsNeither(String field) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(field))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("malformed-idempotency-key"));
    }

    @Test
    void refusesFieldsOfAnyLength() {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read('"' + "a".repeat(60_000) + '"'));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read('"' + "a".repeat(60_000)));
    }

    @Test
    void refusesSeveralKeys() {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read("a", "a"));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read("\"a\"", "\"a\""));
    }

    @Test
    void countsTheCharactersOfTheKeyAndNotThoseAroundThem() {
        var longest = "\\\\".repeat(255);
        assertThat(read('"' + longest + '"')).hasSize(255);
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("k".repeat(256)))
                .withMessageContaining("256");
    }

    private static String read(String... fields) {
        return KeyField.value(Collections.enumeration(List.of(fields)));
    }
}
