package dev.pgweir.openapi.schema;

import static dev.pgweir.openapi.SampleCatalog.column;
import static dev.pgweir.openapi.SampleCatalog.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.openapi.SampleCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            numeric       | 1.5
            numeric(12,2) | 1.50
            numeric(5)    | 1
            numeric(2,2)  | 0.00
            numeric(3,-2) | 1
            """)
    void fitNumbersToPrecisionAndScale(String sql, String number) {
        assertThat(Examples.key(List.of(column(type(sql, "numeric"))))).isEqualTo(number);
    }

    @Test
    void cutTextToItsLength() {
        assertThat(Examples.key(List.of(column(type("character(2)", "bpchar")))))
                .isEqualTo("te");
    }

    @Test
    void filterByAnOperatorThatTheTypeHas() {
        assertThat(Examples.filter(column(type("date", "date")))).isEqualTo("gte.2024-01-31");
        assertThat(Examples.filter(column(type("boolean", "bool")))).isEqualTo("is.true");
        assertThat(Examples.filter(column(type("json", "json")))).isEqualTo("not.is.null");
        assertThat(Examples.filter(column(type("text", "text")))).isEqualTo("eq.text");
    }

    @Test
    void leaveToTheServerWhatItFillsIn() {
        assertThat(Examples.newRow(SampleCatalog.sales().columns())).containsOnlyKeys("order_date", "order_amount");
    }
}
