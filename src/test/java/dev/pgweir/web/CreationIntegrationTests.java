package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.web.EntryTable.ITEM;
import static dev.pgweir.web.EntryTable.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** New rows, one or many. */
@GatewayTest
class CreationIntegrationTests implements WithEntryTable {

    private static final String REPRESENTATION = "return=representation";

    private final Gateway gateway;

    @Autowired
    CreationIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void createsARowAndSaysWhereItIs() {
        var created = gateway.send("POST", "/entry", "{\"day\": \"2025-02-03\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEmpty();
        assertThat(created.headers().firstValue("Location")).contains("/entry/3,2025-02-03");
        assertThat(created.headers().firstValue("Served-By"))
                .hasValueSatisfying(servedBy -> assertThat(servedBy).contains("role=primary"));
        TestCluster.shared().awaitReplay();
        assertThat(json(gateway.get("/entry/3,2025-02-03")).path("amount").decimalValue())
                .isEqualByComparingTo("7");
    }

    @Test
    void createsManyRowsByOneStatement() {
        var created = gateway.send(
                "POST",
                "/entry?select=id,note",
                "[{\"day\": \"2024-02-03\", \"note\": \"a\"}, {\"note\": null, \"day\": \"2025-02-03\"}]",
                "Prefer",
                REPRESENTATION);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("[{\"id\":3,\"note\":\"a\"},\n{\"id\":4,\"note\":null}]");
    }

    @Test
    void createsAllRowsOfABodyOrNone() {
        var refused = gateway.send("POST", "/entry", "[{\"day\": \"2024-02-03\"}, {\"day\": \"1999-02-03\"}]");
        problem(refused, 422, "no-partition");
        assertThat(stored(gateway)).hasSize(2);

        assertThat(gateway.send("POST", "/entry", "[]").statusCode()).isEqualTo(201);
        assertThat(stored(gateway)).hasSize(2);
    }

    @Test
    void answersAConflict() {
        var refused = gateway.send("POST", "/entry", "{\"id\": 1, \"day\": \"2024-06-01\"}");
        var problem = problem(refused, 409, "duplicate-key");
        assertThat(problem.path("sqlstate").asString()).isEqualTo("23505");
        assertThat(problem.path("details").asString()).contains("(id, day)=(1, 2024-06-01)");
    }

    @ParameterizedTest
    @CsvSource({"return=minimal, true", "return=headers-only, true", "return=representation, false"})
    void honoursThePreferenceForAnAnswer(String preference, boolean empty) {
        var created = gateway.send("POST", "/entry", "{\"day\": \"2024-02-03\"}", "Prefer", preference);
        assertThat(created.headers().firstValue("Preference-Applied")).contains(preference);
        assertThat(created.body().isEmpty()).isEqualTo(empty);

        var changed = gateway.send("PATCH", ITEM, "{\"note\": \"x\"}", "Prefer", preference);
        assertThat(changed.statusCode()).isEqualTo(empty ? 204 : 200);
        assertThat(changed.body().isEmpty()).isEqualTo(empty);
    }

    @Test
    void refusesAPreferenceItDoesNotKnow() {
        var refused = gateway.send("DELETE", ITEM, "", "Prefer", "return=everything, handling=strict");
        assertThat(problem(refused, 400, "malformed-preference")
                        .at("/errors/0/header")
                        .asString())
                .isEqualTo("Prefer");
        assertThat(stored(gateway)).hasSize(2);
    }

    @Test
    void refusesParametersThatHaveNoMeaningForAWrite() {
        problem(gateway.send("POST", "/entry?note=eq.1", "{\"day\": \"2024-02-03\"}"), 400, "unknown-parameter");
        problem(gateway.send("DELETE", ITEM + "?limit=1", ""), 400, "unknown-parameter");
        assertThat(stored(gateway)).hasSize(2);
    }
}
