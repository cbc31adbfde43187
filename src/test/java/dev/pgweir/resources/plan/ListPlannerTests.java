package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import dev.pgweir.resources.request.ParseLimits.Embeds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListPlannerTests {

    private static final Table SALES = SampleCatalog.sales();

    private final QueryParser parser = new QueryParser(
            new ParseLimits(10, 100, 100, 10, 2, new Embeds(5, 20)),
            new RelationshipFinder(new Relationships(Optional::empty)));
    private final ListPlanner planner = new ListPlanner(new CursorCodec(new SignedText("secret".getBytes(UTF_8))));

    @Test
    void beginsAtTheOffset() {
        var plan = plan(SALES, "offset=20");
        assertThat(plan.slice().offset()).isEqualTo(20);
        assertThat(plan.slice().position()).isEqualTo(20);
        assertThat(plan.slice().limit()).isEqualTo(10);
        assertThat(plan.order().total()).isTrue();
    }

    @Test
    void goesOnBehindTheLastRowByItsValues() {
        var first = plan(SALES, "order_amount=gt.5", "order=order_date", "offset=20");
        var cursor = planner.next(first, 7, List.of(Optional.of("2024-01-31"), Optional.of("9")));
        var second = plan(SALES, "cursor=" + cursor, "order=order_date", "order_amount=gt.5");

        assertThat(second.slice().position()).isEqualTo(27);
        assertThat(second.slice().offset()).isZero();
        assertThat(first.after()).isEqualTo(Filter.none());
        assertThat(second.after())
                .isEqualTo(Keyset.after(
                        first.order().terms(), List.of(Optional.of("2024-01-31"), Optional.of("9")), false));
    }

    @Test
    void goesOnByCountingWhereThereIsNoKey() {
        var first = plan(OddTable.view(), "order=moment");
        var second = plan(OddTable.view(), "order=moment", "cursor=" + planner.next(first, 10, List.of()));

        assertThat(second.order().total()).isFalse();
        assertThat(second.slice().offset()).isEqualTo(10);
        assertThat(second.after()).isEqualTo(Filter.none());
    }

    @Test
    void refusesTheCursorOfAnotherQueryOrTable() {
        var cursor = "cursor=" + planner.next(plan(OddTable.keyed()), 1, List.of(Optional.of("1")));
        assertRefused(OddTable.keyed(), "another query", cursor, "id=gt.1");
        assertRefused(OddTable.keyed(), "another query", cursor, "order=id");
        assertRefused(SALES, "another query", cursor);
    }

    @Test
    void refusesACursorFromBeforeTheKeyChanged() {
        var cursor = "cursor=" + planner.next(plan(OddTable.keyed()), 1, List.of(Optional.of("1")));
        assertRefused(OddTable.keyless(), "begin again", cursor);
    }

    @Test
    void refusesToWriteACursorThatIsTooLongForALink() {
        var plan = plan(SALES, "order=order_date");
        var values = List.of(Optional.of("x".repeat(4000)), Optional.of("1"));
        assertThatThrownBy(() -> planner.next(plan, 1, values))
                .isInstanceOfSatisfying(InvalidRequest.class, refused -> {
                    assertThat(refused.code()).isEqualTo("cursor-too-long");
                    assertThat(refused.origin()).isEqualTo(new Origin.Query("order"));
                });
    }

    private void assertRefused(Table table, String reason, String... parameters) {
        assertThatThrownBy(() -> plan(table, parameters))
                .hasMessageContaining(reason)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid-cursor"));
    }

    private ListPlan plan(Table table, String... parameters) {
        return planner.plan(parser.list(
                table,
                Stream.of(parameters)
                        .map(parameter -> parameter.split("=", 2))
                        .map(pair -> new Parameter(pair[0], pair[1]))
                        .toList()));
    }
}
