package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.web.EntryTable.ITEM;
import static dev.pgweir.web.EntryTable.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One row by its key: read, changed, replaced, deleted. */
@GatewayTest
class ItemsIntegrationTests implements WithEntryTable {

    private static final String REPRESENTATION = "return=representation";

    private final Gateway gateway;

    @Autowired
    ItemsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void readsAnItem() {
        assertThat(json(gateway.get(ITEM)).toString())
                .isEqualTo("{\"id\":1,\"day\":\"2024-06-01\",\"amount\":1.50,\"note\":\"first\",\"twice\":3.00}");
        assertThat(json(gateway.get(ITEM + "?select=note")).toString()).isEqualTo("{\"note\":\"first\"}");
        problem(gateway.get("/entry/1,2025-06-01"), 404, "no-such-item");
    }

    @Test
    void changesOnlyTheColumnsGiven() {
        var changed = gateway.send("PATCH", ITEM, "{\"amount\": 12345.67}", "Prefer", REPRESENTATION);
        assertThat(json(changed).toString())
                .isEqualTo(
                        "{\"id\":1,\"day\":\"2024-06-01\",\"amount\":12345.67,\"note\":\"first\",\"twice\":24691.34}");
        assertThat(stored(gateway)).containsExactly("1 2024-06-01 12345.67 first", "2 2025-06-01 2.00 null");

        problem(gateway.send("PATCH", "/entry/9,2024-06-01", "{\"note\": null}"), 404, "no-such-item");
        problem(gateway.send("PATCH", ITEM, "{}"), 400, "empty-body");
        problem(gateway.send("PATCH", ITEM, "{\"twice\": 1}"), 400, "generated-column");
    }

    @Test
    void answersTheRowInTheFormThatTheClientLikes() {
        var one = "application/vnd.pgrst.object+json";
        var changed = gateway.send(
                "PATCH", ITEM + "?select=note", "{\"note\": \"n\"}", "Accept", one, "Prefer", REPRESENTATION);
        assertThat(changed.headers().firstValue("Content-Type")).contains(one + ";charset=utf-8");
        assertThat(changed.body()).isEqualTo("{\"note\":\"n\"}");
        problem(gateway.send("DELETE", "/entry/9,2024-06-01", "", "Accept", one), 404, "no-such-item");
    }

    @Test
    void putsARowInPlaceOfAnother() {
        var replaced = gateway.send("PUT", ITEM, "{\"note\": \"new\"}", "Prefer", REPRESENTATION);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(stored(gateway)).containsExactly("1 2024-06-01 7.00 new", "2 2025-06-01 2.00 null");
    }

    @Test
    void putsARowWhereThereIsNone() {
        var created = gateway.send("PUT", "/entry/40,2025-01-01", "{\"id\": 40, \"day\": \"2025-01-01\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(gateway.send("PUT", "/entry/40,2025-01-01", "{}").statusCode())
                .isEqualTo(204);
        assertThat(stored(gateway)).hasSize(3).contains("40 2025-01-01 7.00 null");
    }

    @Test
    void refusesToPutARowUnderAnotherKey() {
        var refused = gateway.send("PUT", ITEM, "{\"id\": 2, \"day\": \"2024-06-01\"}");
        problem(refused, 400, "key-mismatch");
        problem(gateway.send("PUT", "/entry/1,1999-01-01", "{}"), 422, "no-partition");
        assertThat(stored(gateway)).containsExactly("1 2024-06-01 1.50 first", "2 2025-06-01 2.00 null");
    }

    @Test
    void changesARowWhoseKeyIsTheNameOfAnObject() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE described (object regclass PRIMARY KEY, words text)",
                "GRANT ALL ON described TO pgweir");
        try {
            assertThat(gateway.send("PUT", "/described/pg_class", "{\"words\":\"a\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(gateway.send("PUT", "/described/pg_class", "{\"words\":\"b\"}")
                            .statusCode())
                    .isEqualTo(204);
            var changed = gateway.send("PATCH", "/described/pg_class", "{\"words\":\"c\"}", "Prefer", REPRESENTATION);
            assertThat(json(changed).toString()).isEqualTo("{\"object\":\"pg_class\",\"words\":\"c\"}");
            assertThat(gateway.send("DELETE", "/described/pg_class", "").statusCode())
                    .isEqualTo(204);
        } finally {
            SharedSchema.change(gateway, "DROP TABLE described");
        }
    }

    @Test
    void deletesARow() {
        assertThat(gateway.send("DELETE", ITEM, "").statusCode()).isEqualTo(204);
        problem(gateway.send("DELETE", ITEM, ""), 404, "no-such-item");
        var deleted = gateway.send("DELETE", "/entry/2,2025-06-01?select=amount", "", "Prefer", REPRESENTATION);
        assertThat(deleted.body()).isEqualTo("{\"amount\":2.00}");
        assertThat(stored(gateway)).isEmpty();
    }
}
