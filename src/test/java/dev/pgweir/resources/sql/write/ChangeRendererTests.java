package dev.pgweir.resources.sql.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import dev.pgweir.resources.statement.Statement.Bind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeRendererTests {

    private static final Table SALES = SampleCatalog.sales();
    private static final Value ID = new Value(SALES.columns().getFirst());
    private static final Returned DATE =
            new Returned(List.of(Selected.of(SALES.columns().get(1))), List.of(), List.of());
    private static final String AMOUNT = "{\"order_amount\": 1.50}";
    private static final String SET = "UPDATE \"public\".\"sales\" AS t SET \"order_amount\" = body.\"order_amount\"";
    private static final String BODY = " FROM (VALUES (?::numeric(12,2))) AS body (\"order_amount\")";
    private static final String ITEM = " WHERE (t.\"order_id\" = ? AND t.\"order_date\" = ?)";
    private static final Filter FILTER = new Filter.Compare(ID, Comparison.GT, "5", new Origin.Query("order_id"));

    @Test
    void updatesOneRow() {
        var statement = ChangeRenderer.update(RowWrite.change(target(Optional.empty()), row(AMOUNT), false, DATE));
        assertThat(statement.text())
                .isEqualTo(SET + BODY + ITEM + " RETURNING t.\"order_date\", pg_current_xact_id()::xid::text");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly("1.50", "6", "2024-05-05");
        assertThat(statement.layout().version()).contains(2);
    }

    @Test
    void asksForAVersion() {
        var statement =
                ChangeRenderer.delete(RowWrite.deletion(target(Optional.of(List.of("7", "8"))), Returned.NOTHING));
        assertThat(statement.text())
                .isEqualTo("DELETE FROM \"public\".\"sales\" AS t" + ITEM + " AND t.xmin = ANY (?::xid[])");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly("6", "2024-05-05", "{7,8}");
    }

    @Test
    void changesRowsThatPassAFilter() {
        assertThat(ChangeRenderer.update(SALES, FILTER, row(AMOUNT), DATE).text())
                .isEqualTo(SET + BODY + " WHERE t.\"order_id\" > ? RETURNING t.\"order_date\"");
        assertThat(ChangeRenderer.delete(SALES, FILTER, Returned.NOTHING).text())
                .isEqualTo("DELETE FROM \"public\".\"sales\" AS t WHERE t.\"order_id\" > ?");
    }

    @Test
    void overwritesARowThatIsThere() {
        assertThat(overwrite(AMOUNT)).isEqualTo(SET + BODY + ITEM + " RETURNING pg_current_xact_id()::xid::text");
        assertThat(overwrite("{\"order_id\": 6}"))
                .isEqualTo("UPDATE \"public\".\"sales\" AS t SET \"order_amount\" = DEFAULT"
                        + " FROM (VALUES (?::bigint)) AS body (\"order_id\")" + ITEM
                        + " AND body.\"order_id\" IS NOT DISTINCT FROM ?::bigint"
                        + " RETURNING pg_current_xact_id()::xid::text");
    }

    private static String overwrite(String json) {
        return ChangeRenderer.overwrite(RowWrite.replacement(target(Optional.empty()), row(json), Returned.NOTHING))
                .text();
    }

    private static ItemTarget target(Optional<List<String>> versions) {
        return new ItemTarget(SALES, ItemKey.of(SALES, List.of("6", "2024-05-05")), versions);
    }

    private static RowBody row(String json) {
        return new BodyParser(SALES, Optional.empty(), false).parse(json.getBytes(UTF_8));
    }
}
