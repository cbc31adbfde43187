package dev.pgweir.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNamesTests {

    private final TypeNames names = new TypeNames(Set.of("Problem"));

    @ParameterizedTest
    @CsvSource({
        "sales,Sales",
        "order_lines,OrderLines",
        "BlogPost,BlogPost",
        "log_2024,Log2024",
        "2024,Table2024",
        "'€',Table"
    })
    void turnsTheNameOfATableIntoPascalCase(String table, String expected) {
        assertThat(names.choose(table)).isEqualTo(expected);
    }

    @Test
    void keepsNamesApartThatDifferOnlyInCaseOrPunctuation() {
        var chosen = Stream.of("order_lines", "OrderLines", "order lines", "orderlines", "order-lines")
                .map(names::choose)
                .toList();

        assertThat(chosen).first().isEqualTo("OrderLines");
        assertThat(chosen).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]*"));
    }

    @Test
    void keepsClearOfTheSchemasOfOtherTablesAndOfOtherThings() {
        names.choose("sales");

        assertThat(names.choose("sales_insert")).isNotEqualTo("SalesInsert");
        assertThat(names.choose("problem")).isNotEqualTo("Problem");
    }
}
