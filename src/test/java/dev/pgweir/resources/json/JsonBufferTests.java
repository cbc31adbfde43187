package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonBufferTests {

    private final JsonMapper json = new JsonMapper();

    @Test
    void escapesWhatJsonDemandsAndNothingElse() {
        assertThat(string("\"\\\b\f\n\r\t\0\u0001\u001f"))
                .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u0001\\u001f\"");
        assertThat(string("/<'\u007f\u2028é\ud83d\ude00")).isEqualTo("\"/<'\u007f\u2028é\ud83d\ude00\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesTextsThatReadAsTheyWere(long seed) {
        var random = new Random(seed);
        for (var length = 0; length < 20_000; length = length * 2 + 1) {
            var text = IntStream.range(0, length)
                    .map(i -> random.nextBoolean() ? random.nextInt(0x30) : 0x10000 + random.nextInt(0x1000))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertThat(json.readValue(string(text), String.class))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(text);
        }
    }

    @Test
    void growsByWhateverIsWritten() throws IOException {
        var buffer = new JsonBuffer();
        var expected = new StringBuilder();
        for (var length : new int[] {0, 1, 4090, 6, 1, 10_000, 3, 100_000}) {
            var text = "x".repeat(length);
            buffer.write(',');
            buffer.write(text.getBytes(UTF_8));
            buffer.writeQuoted(text.getBytes(UTF_8), 0, length);
            expected.append(',').append(text).append('"').append(text).append('"');
        }
        var out = new ByteArrayOutputStream();
        buffer.writeTo(out);
        assertThat(out.toString(UTF_8)).isEqualTo(expected.toString());
        assertThat(buffer.size()).isEqualTo(expected.length());
    }

    private static String string(String text) {
        var buffer = new JsonBuffer();
        buffer.writeString(text.getBytes(UTF_8));
        return new String(buffer.toByteArray(), UTF_8);
    }
}
