package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages are looked for a few partitions at a time. */
class WalkTests {

    private final ListPlanner planner =
            new ListPlanner(new CursorCodec(new SignedText("0123456789abcdef0123456789abcdef".getBytes(UTF_8))));
    private final Table sales = SampleCatalog.sales(List.of(
            partition("sales_before", new Bound.MinValue(), "2024-01-01"),
            partition("sales_2024", new Bound.Value("2024-01-01"), "2025-01-01")));

    @Test
    void goesDownFromTheNewestPartition() {
        assertThat(steps("order_date", true, 1))
                .containsExactly("order_date GTE 2024-01-01", "order_date LT 2024-01-01");
    }

    @Test
    void goesUpFromTheOldestPartition() {
        assertThat(steps("order_date", false, 1))
                .containsExactly("order_date LT 2024-01-01", "order_date GTE 2024-01-01");
    }

    @Test
    void knowsWhereTheTableEnds() {
        assertThat(planner.plan(query("order_date", true, Optional.empty())).walk())
                .hasValueSatisfying(walk -> assertThat(walk.beginsAtTheEnd()).isTrue());
    }

    @Test
    void takesManyPartitionsInOneStep() {
        assertThat(steps("order_date", true, 2)).containsExactly("");
        assertThat(steps("order_date", false, 9)).containsExactly("");
    }

    @Test
    void beginsWhereAnEarlierPageEnded() {
        var first = planner.plan(query("order_date", true, Optional.empty()));
        var cursor = planner.next(first, 1, List.of(Optional.of("2023-05-06"), Optional.of("7")));
        var walk = planner.plan(query("order_date", true, Optional.of(cursor)))
                .walk()
                .orElseThrow();
        assertThat(walk.left().to()).map(KeyValue::text).contains("2023-05-07");
        assertThat(walk.beginsAtTheEnd()).isFalse();
        assertThat(walk.step(1)).isEqualTo(walk.left());
    }

    @Test
    void beginsWhereAnEarlierPageHadNoTimeToGoOn() {
        var first = planner.plan(query("order_date", true, Optional.empty()));
        var bound = KeyType.DATE.parse("2024-01-01").orElseThrow();
        var plan = planner.plan(query("order_date", true, Optional.of(planner.next(first, 0, bound))));
        assertThat(bounds(plan.after())).isEqualTo("order_date LT 2024-01-01");
    }

    @Test
    void doesNotWalkWhereTheOrderRunsAlongAnotherColumn() {
        assertThat(planner.plan(query("order_id", true, Optional.empty())).walk())
                .isEmpty();
    }

    private List<String> steps(String column, boolean descending, int width) {
        var plan = planner.plan(query(column, descending, Optional.empty()));
        List<String> steps = new ArrayList<>();
        for (var walk = plan.walk(); walk.isPresent(); ) {
            var step = walk.get().step(width);
            steps.add(bounds(walk.get().inside(step)));
            walk = walk.get().beyond(step);
        }
        return steps;
    }

    private static String bounds(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) -> parts.stream().map(WalkTests::bounds).collect(joining(" and "));
            case Filter.Compare compare ->
                compare.operand().text() + " " + compare.comparison() + " " + compare.value();
            default -> throw new AssertionError(filter);
        };
    }

    private ResourceQuery query(String column, boolean descending, Optional<String> cursor) {
        return new ResourceQuery(
                sales,
                new Selection(
                        sales.columns().stream().map(Selected::of).toList(),
                        List.of(OrderTerm.of(sales.column(column).orElseThrow(), descending))),
                Filter.none(),
                Optional.empty(),
                new Paging(5, false, 0, cursor),
                "");
    }

    private static Partition partition(String name, Bound from, String to) {
        return new Partition("public", name, new Bounds.Range(List.of(from), List.of(new Bound.Value(to))));
    }
}
