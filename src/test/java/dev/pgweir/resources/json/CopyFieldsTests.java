package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyFieldsTests {

    private final CopyFields fields = new CopyFields();

    @Test
    void stepsThroughARow() {
        var row = "a\t\t\\N\tlast\n".getBytes(UTF_8);
        fields.read(row);
        assertThat(next(row)).isEqualTo("a");
        assertThat(next(row)).isEmpty();
        fields.next();
        assertThat(fields.isNull()).isTrue();
        assertThat(next(row)).isEqualTo("last");
        assertThat(fields.isNull()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\\\\N | 5c4e", "\\b\\f\\n\\r\\t\\v | 080c0a0d090b", "a\\\\\\\\b | 615c5c62", "é\\tü | c3a909c3bc"
            })
    void undoesEscapes(String field, String expected) {
        var row = (field + "\tnext\n").getBytes(UTF_8);
        fields.read(row);
        fields.next();
        assertThat(fields.isNull()).isFalse();
        assertThat(HexFormat.of().formatHex(row, fields.from(), fields.to())).isEqualTo(expected);
        assertThat(next(row)).isEqualTo("next");
    }

    private String next(byte[] row) {
        fields.next();
        return new String(row, fields.from(), fields.to() - fields.from(), UTF_8);
    }
}
