package dev.pgweir.resources.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Filter.State;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.request.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysetTests {

    private static final Column DATE =
            SampleCatalog.sales().column("order_date").orElseThrow();
    private static final Column ID = SampleCatalog.sales().column("order_id").orElseThrow();
    private static final Column TAGS = OddTable.column("tags");

    @Test
    void boundsALeadingColumnWhoseNullsNeverOccur() {
        var ordering = List.of(OrderTerm.of(TAGS, false), OrderTerm.of(ID, false));
        assertThat(((Filter.All) Keyset.after(ordering, values("{}", "7"), true)).filters())
                .contains(new Filter.Compare(new Value(TAGS), Comparison.GTE, "{}", new Origin.Query("cursor")));
    }

    @Test
    void comparesRowsAndBoundsTheFirstColumnWhereAllTermsGoOneWay() {
        assertThat(Keyset.after(
                        List.of(OrderTerm.of(DATE, true), OrderTerm.of(ID, true)), values("2024-01-31", "7"), false))
                .isEqualTo(all(
                        compare(DATE, Comparison.LTE, "2024-01-31"),
                        new Filter.CompareRow(
                                List.of(new Value(DATE), new Value(ID)), Comparison.LT, List.of("2024-01-31", "7"))));
        assertThat(Keyset.after(
                        List.of(OrderTerm.of(DATE, false), OrderTerm.of(ID, false)), values("2024-01-31", "7"), false))
                .isEqualTo(all(
                        compare(DATE, Comparison.GTE, "2024-01-31"),
                        new Filter.CompareRow(
                                List.of(new Value(DATE), new Value(ID)), Comparison.GT, List.of("2024-01-31", "7"))));
    }

    @Test
    void spellsTermsOutThatGoBothWays() {
        assertThat(Keyset.after(
                        List.of(OrderTerm.of(DATE, true), OrderTerm.of(ID, false)), values("2024-01-31", "7"), false))
                .isEqualTo(all(
                        compare(DATE, Comparison.LTE, "2024-01-31"),
                        any(
                                all(compare(DATE, Comparison.LT, "2024-01-31")),
                                all(compare(DATE, Comparison.EQ, "2024-01-31"), compare(ID, Comparison.GT, "7")))));
    }

    @Test
    void passesTheNullsThatComeBehindAValue() {
        assertThat(Keyset.after(
                        List.of(new OrderTerm(new Value(TAGS), false, false), OrderTerm.of(ID, false)),
                        values("{}", "7"),
                        false))
                .isEqualTo(all(any(
                        all(any(compare(TAGS, Comparison.GT, "{}"), new Filter.Is(new Value(TAGS), State.NULL))),
                        all(compare(TAGS, Comparison.EQ, "{}"), compare(ID, Comparison.GT, "7")))));
    }

    @Test
    void leavesOutTheNullsThatCameBeforeAValue() {
        assertThat(Keyset.after(
                        List.of(new OrderTerm(new Value(TAGS), false, true), OrderTerm.of(ID, false)),
                        values("{}", "7"),
                        false))
                .isEqualTo(all(
                        compare(TAGS, Comparison.GTE, "{}"),
                        any(
                                all(compare(TAGS, Comparison.GT, "{}")),
                                all(compare(TAGS, Comparison.EQ, "{}"), compare(ID, Comparison.GT, "7")))));
    }

    @Test
    void goesOnFromANull() {
        var values = List.of(Optional.<String>empty(), Optional.of("7"));
        var sameNull = all(new Filter.Is(new Value(TAGS), State.NULL), compare(ID, Comparison.GT, "7"));
        assertThat(Keyset.after(
                        List.of(new OrderTerm(new Value(TAGS), true, true), OrderTerm.of(ID, false)), values, false))
                .isEqualTo(all(any(all(new Filter.Is(new Value(TAGS), State.NOT_NULL)), sameNull)));
        assertThat(Keyset.after(
                        List.of(new OrderTerm(new Value(TAGS), true, false), OrderTerm.of(ID, false)), values, false))
                .isEqualTo(all(any(all(any()), sameNull)));
    }

    private static List<Optional<String>> values(String first, String second) {
        return List.of(Optional.of(first), Optional.of(second));
    }

    private static Filter compare(Column column, Comparison comparison, String value) {
        return new Filter.Compare(new Value(column), comparison, value, new Origin.Query("cursor"));
    }

    private static Filter all(Filter... filters) {
        return new Filter.All(List.of(filters));
    }

    private static Filter any(Filter... filters) {
        return new Filter.Any(List.of(filters));
    }
}
