package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyParserTests {

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
            {"nosuch":1}                                | unknown-column   | /nosuch
            [{"nosuch":1}]                              | unknown-column   | /0/nosuch
            [{"a/b~":1}]                                | unknown-column   | /0/a~1b~0
            """)
    void refusesWithAPointerToThePlace(String json, String code, String pointer) {
        assertThatThrownBy(() -> parse(json)).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.origin()).isEqualTo(new Origin.Body(pointer));
        });
    }

    @Test
    void takesWhatRowsGiveWhereOthersMayLeaveItOut() {
        var body = parse("[{\"order_date\":1},{\"order_amount\":2}]", Optional.empty(), true);
        assertThat(body.columns()).extracting(Column::name).containsExactly("order_date", "order_amount");
        assertThat(body.complete()).isFalse();
    }

    @Test
    void takesTheChosenColumnsWhateverElseRowsGive() {
        var amount = SampleCatalog.sales().column("order_amount").orElseThrow();
        var body = parse("[{\"nosuch\":1},{\"order_amount\":2}]", Optional.of(List.of(amount)), false);
        assertThat(body.columns()).containsExactly(amount);
        assertThat(body.complete()).isFalse();
        assertThat(parse("{\"nosuch\":1}", Optional.of(List.of(amount)), false).columns())
                .containsExactly(amount);
        assertThat(parse("{\"nosuch\":1}", Optional.of(List.of(amount)), true).columns())
                .isEmpty();
    }

    @Test
    void cutsAnArrayShort() {
        var body = parse("[ {\"order_amount\":\"ü\"} , {\"order_amount\":2},{\"order_amount\":3} ] ");
        assertThat(body.first(1).json()).isEqualTo("[ {\"order_amount\":\"ü\"}]");
        assertThat(body.first(2).json()).isEqualTo("[ {\"order_amount\":\"ü\"} , {\"order_amount\":2}]");
        assertThat(body.first(2).rows()).isEqualTo(2);
    }

    @Test
    void takesNumbersAndNamesOfAnyLength() {
        assertThat(parse("{\"order_amount\":" + "1".repeat(5000) + "}").rows()).isEqualTo(1);
        assertThatThrownBy(() -> parse("{\"" + "n".repeat(60_000) + "\":1}"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.code()).isEqualTo("unknown-column"));
        assertThatThrownBy(() -> parse("{\"order_amount\":" + "[".repeat(1001)))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.code()).isEqualTo("malformed-json"));
    }

    private static RowBody parse(String json, Optional<List<Column>> chosen, boolean mayMiss) {
        return new BodyParser(SampleCatalog.sales(), chosen, mayMiss).parse(json.getBytes(UTF_8));
    }

    private static RowBody parse(String json) {
        return parse(json, Optional.empty(), false);
    }
}
