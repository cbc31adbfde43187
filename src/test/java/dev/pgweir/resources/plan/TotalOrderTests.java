package dev.pgweir.resources.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.query.OrderTerm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TotalOrderTests {

    private static final Table SALES = SampleCatalog.sales();

    @Test
    void goesAlongThePartitionKeyWhereTheClientHasNoWish() {
        assertThat(TotalOrder.of(SALES, List.of())).isEqualTo(terms("order_date", "order_id"));
    }

    @Test
    void addsTheKeyInTheDirectionOfTheLastTerm() {
        assertThat(TotalOrder.of(SALES, terms("order_date desc"))).isEqualTo(terms("order_date desc", "order_id desc"));
        assertThat(TotalOrder.of(SALES, terms("order_amount desc", "order_date")))
                .isEqualTo(terms("order_amount desc", "order_date", "order_id"));
        assertThat(TotalOrder.of(SALES, terms("order_amount desc")))
                .isEqualTo(terms("order_amount desc", "order_id desc", "order_date desc"));
    }

    @Test
    void leavesAnOrderingThatIsTotalAsItIs() {
        var wanted = terms("order_id", "order_amount", "order_date desc");
        assertThat(TotalOrder.of(SALES, wanted)).isEqualTo(wanted);
        assertThat(TotalOrder.isTotal(SALES, wanted)).isTrue();
    }

    @Test
    void findsNoTotalOrderWithoutAKey() {
        var wanted = List.of(OrderTerm.of(OddTable.column("tags"), false));
        assertThat(TotalOrder.of(OddTable.keyless(), wanted)).isEqualTo(wanted);
        assertThat(TotalOrder.isTotal(OddTable.keyless(), wanted)).isFalse();
        assertThat(TotalOrder.isTotal(SALES, terms("order_date"))).isFalse();
    }

    private static List<OrderTerm> terms(String... terms) {
        return Stream.of(terms)
                .map(term ->
                        OrderTerm.of(SALES.column(term.replace(" desc", "")).orElseThrow(), term.endsWith(" desc")))
                .toList();
    }
}
