package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyParserTests {

    private final BodyParser parser = new BodyParser();

    @Test
    void findsTheColumnsOfAnObject() {
        var body = parse("{\"order_date\":\"2024-01-01\",\"order_amount\":1.50}");
        assertThat(body.array()).isFalse();
        assertThat(body.columns()).extracting(Column::name).containsExactly("order_date", "order_amount");
    }

    @Test
    void countsTheRowsOfAnArrayWhateverTheOrderOfTheirColumns() {
        var body = parse("[{\"order_date\":1,\"order_amount\":{\"x\":[]}},{\"order_amount\":2,\"order_date\":null}]");
        assertThat(body.array()).isTrue();
        assertThat(body.rows()).isEqualTo(2);
    }

    @Test
    void takesAnEmptyArray() {
        assertThat(parse("[]").rows()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                          | malformed-body   | ``
            {"order_date":                              | malformed-json   | ``
            {"order_date":1,"order_date":2}             | malformed-json   | ``
            {"order_date":1} x                          | malformed-json   | ``
            {"order_date":1} {}                         | malformed-json   | ``
            {"order_amount":NaN}                        | malformed-json   | ``
            7                                           | malformed-body   | ``
            [7]                                         | malformed-body   | /0
            [{"order_date":1},{"order_amount":1}]       | columns-differ   | /1
            {"nosuch":1}                                | unknown-column   | ``
            [{"nosuch":1}]                              | unknown-column   | /0
            """)
    void refusesWithAPointerToThePlace(String json, String code, String pointer) {
        assertThatThrownBy(() -> parse(json)).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.origin()).isEqualTo(new Origin.Body(pointer));
        });
    }

    private RowBody parse(String json) {
        return parser.parse(SampleCatalog.sales(), json.getBytes(UTF_8));
    }
}
