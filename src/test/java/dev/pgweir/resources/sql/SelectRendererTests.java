package dev.pgweir.resources.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.postgres.SignedText;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.CursorCodec;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import dev.pgweir.resources.request.ParseLimits.Embeds;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.resources.statement.Statement.Bind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectRendererTests {

    private static final String BY_ALL_COLUMNS =
            " ORDER BY t.\"id\", t.\"say \"\"hi\"\"\", t.\"tags\", t.\"place\"," + " t.\"moment\", t.\"twice\"";

    private static final Table SALES = SampleCatalog.sales();

    private final QueryParser parser = new QueryParser(
            new ParseLimits(10, 100, 100, 100, 8, new Embeds(5, 20)),
            new RelationshipFinder(new Relationships(Optional::empty)));
    private final ListPlanner planner = new ListPlanner(new CursorCodec(new SignedText("secret".getBytes(UTF_8))));

    @Test
    void rendersAPage() {
        var statement = page(SALES, "order_date=gte.2024-01-01", "order_date=lt.2024-02-01", "order=order_date.desc");
        assertThat(statement.text())
                .isEqualTo("SELECT t.\"order_id\", t.\"order_date\", t.\"order_amount\" FROM \"public\".\"sales\" AS t"
                        + " WHERE (t.\"order_date\" >= ? AND t.\"order_date\" < ?)"
                        + " ORDER BY t.\"order_date\" DESC, t.\"order_id\" DESC LIMIT ?");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly("2024-01-01", "2024-02-01", "11");
        assertThat(statement.binds())
                .extracting(Bind::origin)
                .containsExactly(new Origin.Query("order_date"), new Origin.Query("order_date"), new Origin.Gateway());
        assertThat(statement.layout().ordering()).containsExactly(2, 1);
    }

    @Test
    void fetchesTheColumnsOfTheOrderingAsTextWhereTheyAreNotShown() {
        var statement = page(SALES, "select=order_amount", "order=order_date", "limit=3", "offset=5");
        assertThat(statement.text())
                .isEqualTo("SELECT t.\"order_amount\", t.\"order_date\"::text, t.\"order_id\"::text"
                        + " FROM \"public\".\"sales\" AS t"
                        + " ORDER BY t.\"order_date\", t.\"order_id\" LIMIT ? OFFSET ?");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly("4", "5");
        assertThat(statement.layout().outputs()).hasSize(1);
        assertThat(statement.layout().ordering()).containsExactly(2, 3);
    }

    @Test
    void quotesNamesAndLeavesOddTypesToTheServer() {
        assertThat(page(OddTable.keyed(), "order=say \"hi\".nullsfirst,moment.desc.nullslast")
                        .text())
                .isEqualTo("SELECT t.\"id\", t.\"say \"\"hi\"\"\", to_json(t.\"tags\"), to_json(t.\"place\"),"
                        + " to_json(t.\"moment\"), t.\"twice\", t.\"moment\"::text FROM \"my \"\"schema\".\"odd\" AS t"
                        + " ORDER BY t.\"say \"\"hi\"\"\" NULLS FIRST, t.\"moment\" DESC, t.\"id\" DESC LIMIT ?");
    }

    @Test
    void ordersAViewByAllItsColumns() {
        assertThat(page(OddTable.view(), "select=id").text())
                .isEqualTo("SELECT t.\"id\" FROM \"my \"\"schema\".\"odd\" AS t" + BY_ALL_COLUMNS + " LIMIT ?");
    }

    @Test
    void rendersAFollowingPage() {
        var parameters = List.of("select=order_id", "order=order_date.desc", "order_amount=gt.5");
        var plan = planner.plan(parser.list(SALES, parameters(parameters.stream())));
        var cursor = planner.next(plan, 10, List.of(Optional.of("2024-01-31"), Optional.of("7")));
        var statement = page(
                SALES,
                Stream.concat(parameters.stream(), Stream.of("cursor=" + cursor))
                        .toArray(String[]::new));

        assertThat(statement.text())
                .isEqualTo("SELECT t.\"order_id\", t.\"order_date\"::text FROM \"public\".\"sales\" AS t"
                        + " WHERE (t.\"order_amount\" > ? AND (t.\"order_date\" <= ?"
                        + " AND (t.\"order_date\", t.\"order_id\") < (?, ?)))"
                        + " ORDER BY t.\"order_date\" DESC, t.\"order_id\" DESC LIMIT ?");
        assertThat(statement.binds())
                .extracting(Bind::value)
                .containsExactly("5", "2024-01-31", "2024-01-31", "7", "11");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            twice=not.neq.1                    | NOT (t."twice" <> ?)                             | 1
            say "hi"=ilike.a*                  | t."say ""hi""\" ILIKE ?                          | a%
            id=in.(1,2)                        | t."id" = ANY (?)                                 | {"1","2"}
            id=in.(1,"a\\"b\\\\")              | t."id" = ANY (?)                                 | {"1","a\\"b\\\\"}
            id=in.()                           | t."id" = ANY (?)                                 | {}
            tags=in.("{a}","{b}")              | t."tags" IN (?, ?)                               | {a} {b}
            tags=in.()                         | FALSE                                          | ``
            place=eq.(1)                       | t."place" = ?::s.place                           | (1)
            place=in.("(1)")                   | t."place" = ANY (?::s.place[])                   | {"(1)"}
            twice=is.not_null                  | t."twice" IS NOT NULL                            | ``
            or=(id.eq.1)                       | t."id" = ?                                       | 1
            or=(id.eq.1,twice.is.null)         | (t."id" = ? OR t."twice" IS NULL)                  | 1
            not.and=(id.eq.1,or(id.eq.2,id.gt.3)) | NOT ((t."id" = ? AND (t."id" = ? OR t."id" > ?))) | 1 2 3
            """)
    void rendersFilters(String parameter, String condition, String binds) {
        var statement = page(OddTable.view(), "select=id", parameter, "limit=0");
        assertThat(statement.text())
                .isEqualTo("SELECT t.\"id\" FROM \"my \"\"schema\".\"odd\" AS t WHERE " + condition + BY_ALL_COLUMNS
                        + " LIMIT ?");
        assertThat(statement.binds().stream().limit(statement.binds().size() - 1L))
                .extracting(Bind::value)
                .isEqualTo(binds.isEmpty() ? List.of() : List.of(binds.split(" ")));
    }

    @Test
    void givesOneTextToAllQueriesOfOneShape() {
        assertThat(page(SALES, "order_id=in.(1)", "limit=5").text())
                .isEqualTo(page(SALES, "order_id=in.(1,2,3)", "limit=9").text());
    }

    @Test
    void rendersAnItem() {
        var key = ItemKey.of(SALES, List.of("6", "2024-05-05"));
        var statement =
                SelectRenderer.item(SALES, List.of(Selected.of(SALES.columns().getLast())), key);
        assertThat(statement.text())
                .isEqualTo("SELECT t.\"order_amount\", t.xmin::text FROM \"public\".\"sales\" AS t"
                        + " WHERE (t.\"order_id\" = ? AND t.\"order_date\" = ?)");
        assertThat(statement.binds())
                .containsExactly(new Bind("6", new Origin.Path()), new Bind("2024-05-05", new Origin.Path()));
    }

    private Statement page(Table table, String... parameters) {
        return SelectRenderer.page(planner.plan(parser.list(table, parameters(Stream.of(parameters)))));
    }

    private static List<Parameter> parameters(Stream<String> parameters) {
        return parameters
                .map(parameter -> parameter.split("=", 2))
                .map(pair -> new Parameter(pair[0], pair[1]))
                .toList();
    }
}
