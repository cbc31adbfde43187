package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonInputTests {

    private static final int MAX_LINE = 1_000_000;

    @Test
    void takesItsColumnsFromTheFirstLine() throws IOException {
        var input = input("{\"order_amount\": 1.50, \"order_date\": \"2024-01-01\"}", MAX_LINE);
        assertThat(input.columns()).extracting(Column::name).containsExactly("order_amount", "order_date");
        assertThat(text(input)).isEqualTo("1.50\t2024-01-01\n");
    }

    @Test
    void ordersFieldsAsTheFirstLineDoes() throws IOException {
        assertThat(text(input(
                        "{\"order_id\":1,\"order_date\":null}\n{\"order_date\":\"a\\tb\",\"order_id\":2}\n", MAX_LINE)))
                .isEqualTo("1\t\\N\n2\ta\\tb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n\r\n"})
    void passesOverEmptyLinesAtTheEnd(String empty) throws IOException {
        assertThat(text(input("{\"order_id\":1}\n{\"order_id\":2}\n" + empty, MAX_LINE)))
                .isEqualTo("1\n2\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 65_536})
    void doesNotMindHowTheBodyArrives(int chunk) throws IOException {
        var body = new StringBuilder();
        var expected = new StringBuilder();
        for (var i = 0; i < 3000; i++) {
            var word = "é".repeat(i % 50) + "{\"}";
            body.append(
                    "{\"order_id\":%d,\"order_date\":{\"a\": [\"%s\"]}}\r\n".formatted(i, word.replace("\"", "\\\"")));
            expected.append("%d\t{\"a\": [\"%s\"]}\n".formatted(i, word.replace("\"", "\\\\\"")));
        }
        var slow = new Chunked(body.toString().getBytes(UTF_8), chunk);
        assertThat(text(new NdjsonInput(SampleCatalog.sales(), slow, Optional.empty(), _ -> false, MAX_LINE)))
                .isEqualTo(expected.toString());
    }

    @Test
    void keepsObjectsWholeWhereThatIsWanted() throws IOException {
        var line = "{\"order_id\": 1,\t\"order_date\": \"\\n\"}";
        var body = new ByteArrayInputStream((line + "\n" + line).getBytes(UTF_8));
        var escaped = line.replace("\\", "\\\\").replace("\t", "\\t") + "\n";
        assertThat(text(new NdjsonInput(SampleCatalog.sales(), body, Optional.empty(), _ -> true, MAX_LINE)))
                .isEqualTo(escaped + escaped);
    }

    @Test
    void refusesALineLongerThanTheLimit() throws IOException {
        var input = input("{\"order_id\":1}\n{\"order_id\":\"%s\"}\n".formatted("x".repeat(200_000)), 100_000);
        assertThatThrownBy(input::readAllBytes)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.origin()).isEqualTo(new Origin.Line(2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"order_id":                | the JSON stops before its end (column 13)
            {"order_id":{"a":1          | the JSON stops before its end (column 19)
            {"order_id":[1}             | Unexpected close marker '}': expected ']' (column 15)
            """)
    void saysWhatIsWrongInWordsThatAreNotTheParsersOwn(String line, String message) {
        assertThatThrownBy(() -> input(line, MAX_LINE))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage(message);
    }

    private static NdjsonInput input(String body, int maxLine) throws IOException {
        var bytes = new ByteArrayInputStream(body.getBytes(UTF_8));
        return new NdjsonInput(SampleCatalog.sales(), bytes, Optional.empty(), _ -> false, maxLine);
    }

    private static String text(NdjsonInput input) throws IOException {
        return new String(input.readAllBytes(), UTF_8);
    }

    /** Gives a few bytes at a time. */
    private static final class Chunked extends InputStream {

        private final InputStream whole;
        private final int size;

        Chunked(byte[] bytes, int size) {
            this.whole = new ByteArrayInputStream(bytes);
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return whole.read(target, offset, Math.min(length, size));
        }
    }
}
