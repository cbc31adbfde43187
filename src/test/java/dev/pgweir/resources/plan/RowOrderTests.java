package dev.pgweir.resources.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.query.AggregateFunction;
import dev.pgweir.resources.query.Expression.Aggregate;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowOrderTests {

    private static final Table SALES = SampleCatalog.sales();

    @Test
    void goesAlongThePartitionKeyWhereTheClientHasNoWish() {
        assertThat(of(SALES, List.of())).isEqualTo(terms("order_date", "order_id"));
    }

    @Test
    void addsTheKeyInTheDirectionOfTheLastTerm() {
        assertThat(of(SALES, terms("order_date desc"))).isEqualTo(terms("order_date desc", "order_id desc"));
        assertThat(of(SALES, terms("order_amount desc", "order_date")))
                .isEqualTo(terms("order_amount desc", "order_date", "order_id"));
        assertThat(of(SALES, terms("order_amount desc")))
                .isEqualTo(terms("order_amount desc", "order_id desc", "order_date desc"));
    }

    @Test
    void leavesAnOrderingThatIsTotalAsItIs() {
        var wanted = terms("order_id", "order_amount", "order_date desc");
        assertThat(of(SALES, wanted)).isEqualTo(wanted);
        assertThat(isTotal(SALES, wanted)).isTrue();
    }

    @Test
    void tellsRowsWithoutAKeyApartByWhereTheyAreStored() {
        var ordering = of(OddTable.keyless(), List.of(OrderTerm.of(OddTable.column("tags"), false)));
        assertThat(ordering).extracting(term -> term.expression().text()).containsExactly("tags", "tableoid", "ctid");
        assertThat(isTotal(OddTable.keyless(), ordering)).isTrue();
    }

    @Test
    void ordersAViewByAllItsColumnsSinceNoneTellsItsRowsApart() {
        var wanted = List.of(OrderTerm.of(OddTable.column("tags"), false));
        assertThat(of(OddTable.view(), wanted))
                .extracting(term -> term.expression().text())
                .containsExactly("tags", "id", "say \"hi\"", "place", "moment", "twice");
        assertThat(isTotal(OddTable.view(), wanted)).isFalse();
        assertThat(isTotal(SALES, terms("order_date"))).isFalse();
    }

    @Test
    void tellsGroupsApartByWhatTheyAreGroupedBy() {
        var amount = new Value(SALES.column("order_amount").orElseThrow());
        var sum = new Aggregate(AggregateFunction.SUM, Optional.of(amount));
        var projection = List.of(Selected.of(SALES.column("order_date").orElseThrow()), new Selected("total", sum));
        var query = query(SALES, projection, true, List.of(OrderTerm.of(sum, true)));
        var order = RowOrder.of(query);
        assertThat(order.terms())
                .containsExactly(
                        OrderTerm.of(sum, true), terms("order_date desc").getFirst());
        assertThat(order.total()).isTrue();
    }

    private static List<OrderTerm> of(Table table, List<OrderTerm> wanted) {
        return RowOrder.of(query(table, wanted)).terms();
    }

    private static boolean isTotal(Table table, List<OrderTerm> terms) {
        return RowOrder.isTotal(query(table, terms), terms);
    }

    private static ResourceQuery query(Table table, List<OrderTerm> ordering) {
        return query(table, List.of(), false, ordering);
    }

    private static ResourceQuery query(
            Table table, List<Selected> projection, boolean grouped, List<OrderTerm> ordering) {
        var page = new Paging(5, false, 0, Optional.empty());
        var groups = grouped ? Optional.of(Filter.none()) : Optional.<Filter>empty();
        return new ResourceQuery(table, new Selection(projection, ordering), Filter.none(), groups, page, "");
    }

    private static List<OrderTerm> terms(String... terms) {
        return Stream.of(terms)
                .map(term ->
                        OrderTerm.of(SALES.column(term.replace(" desc", "")).orElseThrow(), term.endsWith(" desc")))
                .toList();
    }
}
