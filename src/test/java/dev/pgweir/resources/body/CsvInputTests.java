package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvInputTests {

    private static final String HEADER = "order_id,order_date\n";
    private static final String QUOTED_HEADER = "\"order_id\",\"order_date\"\n";

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("1,2", "'1','2'"),
                arguments(",''", ",''"),
                arguments("NULL,'NULL'", ",'NULL'"),
                arguments("NULLS,NUL", "'NULLS','NUL'"),
                arguments("null,Null", "'null','Null'"),
                arguments("\\.,'\\.'", "'\\.','\\.'"),
                arguments("a'b,c'd,e", "'ab,cd','e'"),
                arguments("'a''b',''''", "'a''b',''''"),
                arguments("'NU'LL,", "'NULL',"),
                arguments(" a,b ", "' a','b '"),
                arguments("'a\r\n\r\n\n\\.\n',x", "'a\r\n\r\n\n\\.\n','x'"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void quotesAllValuesAndNoNull(String line, String expected) throws IOException {
        assertThat(read(HEADER + line.replace('\'', '"') + "\n"))
                .isEqualTo(QUOTED_HEADER + expected.replace('\'', '"') + "\n");
    }

    @ParameterizedTest
    @CsvSource({"'\n'", "'\r\n'", "'\r'"})
    void takesEveryEndOfALine(String end) throws IOException {
        var body = String.join(end, "\uFEFForder_id,order_date", "1,2", ",", "3,\"4\"");
        assertThat(read(body)).isEqualTo(QUOTED_HEADER + "\"1\",\"2\"\n,\n\"3\",\"4\"\n");
    }

    @Test
    void takesAnEmptyLineForANullWhereThereIsOneColumnOnly() throws IOException {
        assertThat(read("order_id\n1\n\n2\n")).isEqualTo("\"order_id\"\n\"1\"\n\n\"2\"\n");
    }

    @Test
    void passesOverColumnsThatAreNotChosen() throws IOException {
        var chosen =
                Optional.of(List.of(SampleCatalog.sales().column("order_date").orElseThrow()));
        var body = "nosuch,order_date,order_id\n\"x,\",2,\"y\ny\"\n,,\n";
        var input = new CsvInput(SampleCatalog.sales(), stream(body), chosen);
        assertThat(new String(input.readAllBytes(), UTF_8)).isEqualTo("\"order_date\"\n\"2\"\n\n");
        assertThat(input.columns()).extracting(Column::name).containsExactly("order_date");
    }

    @ParameterizedTest
    @CsvSource({"'1,2\n3\n', 3", "'1,2,3\n', 2", "'\"1\n\",2\n\n', 4", "'1,\"2\n3', 2"})
    void namesTheLineThatIsNotOfTheLengthOfTheFirst(String rows, long line) {
        assertThatThrownBy(() -> read(HEADER + rows)).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.code()).isEqualTo("malformed-body");
            assertThat(refused.origin()).isEqualTo(new Origin.Line(line));
        });
    }

    private static String read(String body) throws IOException {
        var input = new CsvInput(SampleCatalog.sales(), stream(body), Optional.empty());
        return new String(input.readAllBytes(), UTF_8);
    }

    private static ByteArrayInputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }
}
