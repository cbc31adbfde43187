package dev.pgweir.resources.sql.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import dev.pgweir.resources.statement.Statement.Bind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookRendererTests {

    private static final Table SALES = SampleCatalog.sales();
    private static final ItemTarget TARGET =
            new ItemTarget(SALES, ItemKey.of(SALES, List.of("6", "2024-05-05")), Optional.empty());
    private static final Returned AMOUNT =
            new Returned(List.of(Selected.of(SALES.columns().getLast())), List.of(), List.of());
    private static final String OWN_WRITE = "t.xmin = pg_current_xact_id_if_assigned()::xid";
    private static final String ROW =
            " LEFT JOIN \"public\".\"sales\" AS t ON (t.\"order_id\" = ? AND t.\"order_date\" = ?)";

    @Test
    void looksAtARowThatNothingIsComparedWith() {
        var look = LookRenderer.row(RowWrite.deletion(TARGET, Returned.NOTHING));
        assertThat(look.statement().text())
                .isEqualTo("SELECT t.xmin::text, t.\"order_id\" IS NOT NULL, " + OWN_WRITE
                        + ", true FROM (SELECT) AS body" + ROW);
        assertThat(look.statement().binds()).extracting(Bind::value).containsExactly("6", "2024-05-05");
        assertThat(look.statement().layout().version()).contains(1);
        assertThat(List.of(look.present(), look.ownWrite(), look.sameKey())).containsExactly(2, 3, 4);
    }

    @Test
    void comparesTheRowWithWhatTheBodyMustNotChange() {
        var look = LookRenderer.row(RowWrite.change(TARGET, row("{\"order_date\": \"2024-05-05\"}"), false, AMOUNT));
        assertThat(look.statement().text())
                .isEqualTo("SELECT t.\"order_amount\", t.xmin::text, t.\"order_id\" IS NOT NULL, " + OWN_WRITE
                        + ", true, t.\"order_date\" IS NOT DISTINCT FROM body.\"order_date\""
                        + " FROM (VALUES (?::date)) AS body (\"order_date\")" + ROW);
        assertThat(look.kept()).containsExactly(6);
    }

    @Test
    void comparesTheKeyThatABodyRepeats() {
        var look = LookRenderer.row(RowWrite.replacement(TARGET, row("{\"order_id\": 7}"), Returned.NOTHING));
        assertThat(look.statement().text())
                .contains(OWN_WRITE + ", body.\"order_id\" IS NOT DISTINCT FROM ?::bigint FROM (VALUES (");
        assertThat(look.kept()).isEmpty();
    }

    private static RowBody row(String json) {
        return BodyParser.ofOneRow(SALES, Optional.empty(), false).parse(json.getBytes(UTF_8));
    }
}
