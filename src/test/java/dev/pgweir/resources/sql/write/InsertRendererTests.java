package dev.pgweir.resources.sql.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.OddTable;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import dev.pgweir.resources.sql.write.Insertion.Conflict;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.resources.statement.Statement.Bind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsertRendererTests {

    private static final Table SALES = SampleCatalog.sales();
    private static final ItemKey KEY = ItemKey.of(SALES, List.of("6", "2024-05-05"));
    private static final Column ID = SALES.columns().getFirst();
    private static final Column DATE = SALES.columns().get(1);
    private static final String AMOUNT = "{\"order_amount\": 1.50}";
    private static final String INSERT = "INSERT INTO \"public\".\"sales\" AS t (\"order_amount\")"
            + " SELECT \"order_amount\" FROM (VALUES (?::numeric(12,2))) AS body (\"order_amount\")";

    @Test
    void insertsARowAndAsksForItsKeyAndVersion() {
        var statement = insert(SALES, AMOUNT, Optional.empty(), List.of(), List.of(ID, DATE));
        assertThat(statement.text())
                .isEqualTo(INSERT + " RETURNING t.\"order_id\"::text, t.\"order_date\"::text,"
                        + " pg_current_xact_id()::xid::text");
        assertThat(statement.binds()).containsExactly(new Bind("1.50", new Origin.Body("")));
        assertThat(statement.layout())
                .isEqualTo(RowLayout.NONE.withPrimaryKey(List.of(1, 2)).withVersion());
    }

    @Test
    void insertsManyRowsByOneBind() {
        var rows = "[%s, %s]".formatted(AMOUNT, AMOUNT);
        assertThat(insert(SALES, rows, Optional.empty(), List.of(), List.of()).text())
                .isEqualTo("INSERT INTO \"public\".\"sales\" AS t (\"order_amount\") SELECT \"order_amount\""
                        + " FROM json_to_recordset(?::json) AS body (\"order_amount\" numeric(12,2))");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order_amount\": null}",
                "{\"order_amount\": [1]}",
                "{\"order_amount\": \"a\\u0000\"}",
                "{\"order_amount\": \"\\ud83d\"}",
                "{\"order_amount\": \"\\ude00\\ud83d\"}"
            })
    void leavesToTheServerWhatNoTextCanSay(String json) {
        var statement = insert(SALES, json, Optional.empty(), List.of(), List.of());
        assertThat(statement.text()).endsWith(" FROM json_to_record(?::json) AS body (\"order_amount\" numeric(12,2))");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly(json);
    }

    @Test
    void leavesToTheServerWhatIsNoTextToIt() {
        assertThat(insert(OddTable.keyed(), "{\"tags\": \"{}\"}", Optional.empty(), List.of(), List.of())
                        .text())
                .contains(" FROM json_to_record(?::json) AS body (\"tags\" text[])");
    }

    @Test
    void insertsDefaults() {
        var odd = OddTable.keyed();
        var all = odd.columns().stream().map(Selected::of).toList();
        assertThat(insert(odd, "{}", Optional.empty(), all, List.of()).text())
                .isEqualTo("INSERT INTO \"my \"\"schema\".\"odd\" AS t DEFAULT VALUES RETURNING t.\"id\","
                        + " t.\"say \"\"hi\"\"\", to_json(t.\"tags\"), to_json(t.\"place\"), to_json(t.\"moment\"),"
                        + " t.\"twice\"");
    }

    @Test
    void givesRowsTheDefaultsOfWhatTheyLeaveOut() {
        var body = new BodyParser(SALES, Optional.empty(), true)
                .parse("[{\"order_id\": 1}, {\"order_amount\": 2}]".getBytes(UTF_8));
        var statement =
                InsertRenderer.insert(new Insertion(SALES, body, Optional.empty(), true, Returned.NOTHING, List.of()));
        assertThat(statement.text())
                .isEqualTo("INSERT INTO \"public\".\"sales\" AS t (\"order_id\", \"order_amount\") SELECT"
                        + " CASE WHEN element -> ?::text IS NULL"
                        + " THEN nextval(pg_get_serial_sequence(?, ?)::regclass) ELSE body.\"order_id\" END,"
                        + " CASE WHEN element -> ?::text IS NULL THEN (NULL) ELSE body.\"order_amount\" END"
                        + " FROM json_array_elements(?::json) AS element, json_to_record(element)"
                        + " AS body (\"order_id\" bigint, \"order_amount\" numeric(12,2))");
        assertThat(statement.binds())
                .extracting(Bind::value)
                .startsWith("order_id", "\"public\".\"sales\"", "order_id", "order_amount");
    }

    @Test
    void mergesRowsThatAreThereAndTellsThoseThatAreNew() {
        var statement =
                insert(SALES, AMOUNT, Optional.of(new Conflict(List.of(ID), Resolution.MERGE)), List.of(), List.of());
        assertThat(statement.text())
                .isEqualTo(INSERT + " ON CONFLICT (\"order_id\") DO UPDATE SET"
                        + " \"order_amount\" = EXCLUDED.\"order_amount\" RETURNING old.\"order_id\" IS NULL");
        assertThat(statement.layout().created()).contains(1);
    }

    @Test
    void leavesRowsThatAreThereAsTheyAre() {
        var conflict = Optional.of(new Conflict(List.of(ID, DATE), Resolution.IGNORE));
        assertThat(insert(SALES, AMOUNT, conflict, List.of(), List.of()).text())
                .isEqualTo(INSERT + " ON CONFLICT (\"order_id\", \"order_date\") DO NOTHING");
    }

    @Test
    void replacesARow() {
        var statement = replace(SALES, KEY, AMOUNT);
        assertThat(statement.text())
                .isEqualTo("INSERT INTO \"public\".\"sales\" AS t (\"order_id\", \"order_date\", \"order_amount\")"
                        + " SELECT ?::bigint, ?::date, \"order_amount\""
                        + " FROM (VALUES (?::numeric(12,2))) AS body (\"order_amount\")"
                        + " ON CONFLICT (\"order_id\", \"order_date\") DO UPDATE"
                        + " SET \"order_amount\" = EXCLUDED.\"order_amount\""
                        + " RETURNING pg_current_xact_id()::xid::text, old.\"order_id\" IS NULL");
        assertThat(statement.binds()).extracting(Bind::value).containsExactly("6", "2024-05-05", "1.50");
        assertThat(statement.layout()).isEqualTo(RowLayout.NONE.withVersion().withCreated());
    }

    @Test
    void replacesNothingWhereTheBodyNamesAnotherKey() {
        assertThat(replace(SALES, KEY, "{\"order_id\": 7}").text())
                .contains(" SELECT ?::bigint, ?::date FROM (VALUES (?::bigint)) AS body (\"order_id\")"
                        + " WHERE body.\"order_id\" IS NOT DISTINCT FROM ?::bigint ON CONFLICT");
    }

    @Test
    void givesAValueToAnIdentityThatIsAlwaysGeneratedWhereThePathNamesIt() {
        var odd = OddTable.keyed();
        var key = ItemKey.of(odd, List.of("1"));
        assertThat(replace(odd, key, "{}").text())
                .startsWith("INSERT INTO \"my \"\"schema\".\"odd\" AS t (\"id\") OVERRIDING SYSTEM VALUE"
                        + " SELECT ?::integer ON CONFLICT (\"id\") DO UPDATE"
                        + " SET \"say \"\"hi\"\"\" = EXCLUDED.\"say \"\"hi\"\"\", \"tags\" = EXCLUDED.\"tags\"");
    }

    private static Statement insert(
            Table table, String json, Optional<Conflict> conflict, List<Selected> returned, List<Column> keys) {
        return InsertRenderer.insert(new Insertion(
                table, row(table, json), conflict, false, new Returned(returned, List.of(), List.of()), keys));
    }

    private static Statement replace(Table table, ItemKey key, String json) {
        var target = new ItemTarget(table, key, Optional.empty());
        return InsertRenderer.replace(
                RowWrite.replacement(target, row(table, json), Returned.NOTHING), Resolution.MERGE);
    }

    private static RowBody row(Table table, String json) {
        return new BodyParser(table, Optional.empty(), false).parse(json.getBytes(UTF_8));
    }
}
