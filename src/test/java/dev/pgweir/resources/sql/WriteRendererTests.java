package dev.pgweir.resources.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.Bind;
import dev.pgweir.resources.statement.RowLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteRendererTests {

    private static final Table SALES = SampleCatalog.sales();
    private static final Key PRIMARY = SALES.primaryKey().orElseThrow();
    private static final ItemKey KEY = ItemKey.of(SALES, PRIMARY, List.of("6", "2024-05-05"));
    private static final Column ID = SALES.columns().getFirst();
    private static final Column DATE = SALES.columns().get(1);
    private static final String AMOUNT = "{\"order_amount\": 1.50}";

    @Test
    void insertsARowAndAsksForItsKey() {
        var statement = WriteRenderer.insert(SALES, row(SALES, AMOUNT), List.of(), List.of(ID, DATE));
        assertThat(statement.text())
                .isEqualTo("INSERT INTO \"public\".\"sales\" AS t (\"order_amount\") SELECT \"order_amount\""
                        + " FROM json_to_record(?::json) AS body (\"order_amount\" numeric(12,2))"
                        + " RETURNING t.\"order_id\"::text, t.\"order_date\"::text");
        assertThat(statement.binds()).containsExactly(new Bind(AMOUNT, new Origin.Body("")));
        assertThat(statement.layout()).isEqualTo(new RowLayout(List.of(), List.of(1, 2)));
    }

    @Test
    void insertsManyRowsByOneBind() {
        var rows = row(SALES, "[%s, %s]".formatted(AMOUNT, AMOUNT));
        assertThat(WriteRenderer.insert(SALES, rows, List.of(), List.of()).text())
                .isEqualTo("INSERT INTO \"public\".\"sales\" AS t (\"order_amount\") SELECT \"order_amount\""
                        + " FROM json_to_recordset(?::json) AS body (\"order_amount\" numeric(12,2))");
    }

    @Test
    void insertsDefaults() {
        var odd = OddTable.keyed();
        assertThat(WriteRenderer.insert(
                                odd,
                                row(odd, "{}"),
                                odd.columns().stream().map(Selected::of).toList(),
                                List.of())
                        .text())
                .isEqualTo("INSERT INTO \"my \"\"schema\".\"odd\" AS t DEFAULT VALUES RETURNING t.\"id\","
                        + " t.\"say \"\"hi\"\"\", to_json(t.\"tags\"), to_json(t.\"place\"), to_json(t.\"moment\"),"
                        + " t.\"twice\"");
    }

    @Test
    void updatesOneRow() {
        var statement = WriteRenderer.update(SALES, KEY, row(SALES, AMOUNT), List.of(Selected.of(DATE)));
        assertThat(statement.text())
                .isEqualTo("UPDATE \"public\".\"sales\" AS t SET \"order_amount\" = body.\"order_amount\""
                        + " FROM json_to_record(?::json) AS body (\"order_amount\" numeric(12,2))"
                        + " WHERE t.\"order_id\" = ? AND t.\"order_date\" = ?"
                        + " RETURNING t.\"order_date\", t.\"order_id\"::text");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly(AMOUNT, "6", "2024-05-05");
    }

    @Test
    void deletesOneRow() {
        var statement = WriteRenderer.delete(SALES, KEY, List.of());
        assertThat(statement.text())
                .isEqualTo("DELETE FROM \"public\".\"sales\" AS t"
                        + " WHERE t.\"order_id\" = ? AND t.\"order_date\" = ?"
                        + " RETURNING t.\"order_id\"::text, t.\"order_date\"::text");
    }

    @Test
    void replacesARow() {
        var statement = WriteRenderer.replace(SALES, PRIMARY, KEY, row(SALES, AMOUNT), List.of());
        assertThat(statement.text())
                .isEqualTo("INSERT INTO \"public\".\"sales\" AS t (\"order_id\", \"order_date\", \"order_amount\")"
                        + " SELECT ?::bigint, ?::date, \"order_amount\""
                        + " FROM json_to_record(?::json) AS body (\"order_amount\" numeric(12,2))"
                        + " ON CONFLICT (\"order_id\", \"order_date\") DO UPDATE"
                        + " SET \"order_amount\" = EXCLUDED.\"order_amount\""
                        + " RETURNING (NOT EXISTS (SELECT FROM \"public\".\"sales\" AS earlier"
                        + " WHERE earlier.\"order_id\" = ? AND earlier.\"order_date\" = ?))::text");
        assertThat(statement.binds())
                .extracting(Bind::value)
                .containsExactly("6", "2024-05-05", AMOUNT, "6", "2024-05-05");
    }

    @Test
    void replacesNothingWhereTheBodyNamesAnotherKey() {
        var body = row(SALES, "{\"order_id\": 7}");
        assertThat(WriteRenderer.replace(SALES, PRIMARY, KEY, body, List.of()).text())
                .contains(" SELECT ?::bigint, ?::date FROM json_to_record(?::json) AS body (\"order_id\" bigint)"
                        + " WHERE body.\"order_id\" IS NOT DISTINCT FROM ?::bigint ON CONFLICT");
    }

    @Test
    void givesAValueToAnIdentityThatIsAlwaysGeneratedWhereThePathNamesIt() {
        var odd = OddTable.keyed();
        var key = odd.primaryKey().orElseThrow();
        assertThat(WriteRenderer.replace(odd, key, ItemKey.of(odd, key, List.of("1")), row(odd, "{}"), List.of())
                        .text())
                .startsWith("INSERT INTO \"my \"\"schema\".\"odd\" AS t (\"id\") OVERRIDING SYSTEM VALUE"
                        + " SELECT ?::integer ON CONFLICT (\"id\") DO UPDATE"
                        + " SET \"say \"\"hi\"\"\" = EXCLUDED.\"say \"\"hi\"\"\", \"tags\" = EXCLUDED.\"tags\"");
    }

    private static RowBody row(Table table, String json) {
        return new BodyParser().parse(table, json.getBytes(UTF_8));
    }
}
