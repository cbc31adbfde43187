package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Partitioning.Strategy;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages after the first look into the partition where they begin before they look further. */
class NearbyPageTests {

    private final ListPlanner planner =
            new ListPlanner(new CursorCodec("0123456789abcdef0123456789abcdef".getBytes(UTF_8)));
    private final Table sales = partitioned(SampleCatalog.sales());

    @Test
    void boundsADescendingPageByTheStartOfItsPartition() {
        assertThat(farBound("order_date", true, "2024-05-06", "7")).contains("order_date GTE 2024-01-01");
    }

    @Test
    void boundsAnAscendingPageByTheEndOfItsPartition() {
        assertThat(farBound("order_date", false, "2024-05-06", "7")).contains("order_date LT 2025-01-01");
    }

    @Test
    void leavesAPageUnboundedTowardsAnOpenPartition() {
        assertThat(farBound("order_date", true, "2023-05-06", "7")).isEmpty();
    }

    @Test
    void leavesAnOrderingUnboundedThatRunsAlongAnotherColumn() {
        assertThat(farBound("order_id", true, "7", "2024-05-06")).isEmpty();
    }

    @Test
    void leavesTheFirstPageUnbounded() {
        assertThat(planner.plan(query(List.of(), Optional.empty())).narrowed()).isEmpty();
    }

    private Optional<String> farBound(String column, boolean descending, String... lastRow) {
        var ordering = List.of(OrderTerm.of(sales.column(column).orElseThrow(), descending));
        var first = planner.plan(query(ordering, Optional.empty()));
        var values = List.of(lastRow).stream().map(Optional::of).toList();
        var plan = planner.plan(query(ordering, Optional.of(planner.next(first, 1, values))));
        return plan.narrowed().map(narrowed -> {
            var parts = ((Filter.All) narrowed.after()).filters();
            assertThat(parts.getFirst()).isEqualTo(plan.after());
            var bound = (Filter.Compare) parts.getLast();
            return bound.operand().text() + " " + bound.comparison() + " " + bound.value();
        });
    }

    private ResourceQuery query(List<OrderTerm> ordering, Optional<String> cursor) {
        return new ResourceQuery(
                sales,
                sales.columns().stream().map(Selected::of).toList(),
                false,
                Filter.none(),
                Filter.none(),
                ordering,
                new Paging(5, false, 0, cursor),
                "");
    }

    private static Table partitioned(Table table) {
        var partitions = List.of(
                partition("sales_before", new Bound.MinValue(), "2024-01-01"),
                partition("sales_2024", new Bound.Value("2024-01-01"), "2025-01-01"));
        return new Table(
                table.schema(),
                table.name(),
                table.kind(),
                table.columns(),
                table.keys(),
                Optional.of(new Partitioning(Strategy.RANGE, List.of("order_date"), partitions)),
                table.privileges(),
                table.comment(),
                true);
    }

    private static Partition partition(String name, Bound from, String to) {
        return new Partition("public", name, new Bounds.Range(List.of(from), List.of(new Bound.Value(to))));
    }
}
