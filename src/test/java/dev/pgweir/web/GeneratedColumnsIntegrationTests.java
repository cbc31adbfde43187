package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A row that was read is sent back as it is, with the columns that the server alone fills; these are compared, and never set. */
@GatewayTest
class GeneratedColumnsIntegrationTests {

    private static final String SHOWN = "return=representation";
    private static final String NOTE = "SELECT note FROM filled WHERE id = 1";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    GeneratedColumnsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                """
                        CREATE TABLE filled (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount numeric(8, 2), note text,
                            number int NOT NULL, twice numeric GENERATED ALWAYS AS (amount * 2) STORED,
                            thrice numeric GENERATED ALWAYS AS (amount * 3) VIRTUAL,
                            said json GENERATED ALWAYS AS (amount::text::json) STORED,
                            words tsvector GENERATED ALWAYS AS (to_tsvector('english', note)) STORED,
                            spot point GENERATED ALWAYS AS (point(number, number)) STORED)""",
                "CREATE TABLE numbered (id int PRIMARY KEY, serial bigint GENERATED ALWAYS AS IDENTITY, note text)",
                "GRANT ALL ON filled, numbered TO pgweir");
    }

    @AfterAll
    static void dropTable() {
        TestCluster.shared().execute("DROP TABLE filled, numbered");
    }

    @BeforeEach
    void fill() {
        cluster.execute(
                "TRUNCATE filled, numbered RESTART IDENTITY",
                "INSERT INTO filled (amount, note, number) VALUES (1.50, 'the first cat', 1), (NULL, NULL, 2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void takesARowAsItWasRead(String method) {
        for (var id : new int[] {1, 2}) {
            var read = read("/filled/" + id);
            var written = gateway.send(method, "/filled/" + id, read, "Prefer", SHOWN);
            assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
            assertThat(written.body()).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void changesTheRestAndComputesAnew(String method) {
        var changed = gateway.send(
                method, "/filled/1", read("/filled/1").replace("1.50", "2.5").replace("cat", "dog"), "Prefer", SHOWN);
        problem(changed, 400, "generated-column"); // the JSON with the amount in it

        var sent = json(read("/filled/1").replace("\"amount\":1.50", "\"amount\":2.5"));
        changed = gateway.send(method, "/filled/1", sent.toString(), "Prefer", SHOWN);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed).path("twice").asString()).isEqualTo("5.00");
        assertThat(json(changed).path("thrice").asString()).isEqualTo("7.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void namesTheColumnThatIsNotAsInTheRow(String method) {
        for (var condition : new String[] {"*", tag()}) {
            var refused = gateway.send(
                    method, "/filled/1", "{\"note\":\"new\",\"number\":1,\"twice\":3.01}", "If-Match", condition);
            assertThat(problem(refused, 400, "generated-column")
                            .at("/errors/0/pointer")
                            .asString())
                    .isEqualTo("/twice");
        }
        problem(
                gateway.send(method, "/filled/1", "{\"note\":\"new\",\"number\":1,\"thrice\":4}"),
                400,
                "generated-column");
        problem(
                gateway.send(method, "/filled/1", "{\"id\":2,\"note\":\"new\",\"number\":1}"),
                400,
                method.equals("PUT") ? "key-mismatch" : "generated-column");
        assertThat(cluster.query("primary", NOTE, String.class)).isEqualTo("the first cat");
    }

    @Test
    void comparesWhatOnlyTheServerFillsEvenWhereNothingElseIsGiven() {
        assertThat(gateway.send("PATCH", "/filled/1", "{\"twice\":3}").statusCode())
                .isEqualTo(204);
        problem(gateway.send("PATCH", "/filled/1", "{\"twice\":4}"), 400, "generated-column");
        problem(gateway.send("PATCH", "/filled/9", "{\"twice\":4}"), 404, "no-such-item");
        assertThat(gateway.send("PATCH", "/filled/1?columns=id,note", "{\"id\":1,\"note\":\"n\",\"twice\":9}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void comparesANewRowWithWhatItCameTo() {
        var read = read("/filled/1");
        cluster.execute("DELETE FROM filled WHERE id = 1");
        problem(
                gateway.send("PUT", "/filled/1", read.replace("\"twice\":3.00", "\"twice\":4")),
                400,
                "generated-column");
        assertThat(cluster.query("primary", "SELECT count(*) FROM filled WHERE id = 1", Integer.class))
                .isZero();

        var made = gateway.send("PUT", "/filled/1", read, "Prefer", SHOWN);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).isEqualTo(read);
        problem(gateway.send("PUT", "/numbered/1", "{\"serial\":77}"), 400, "generated-column");
        assertThat(gateway.send("PUT", "/numbered/1", "{}").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void comparesWithTheRowThatAnotherHasChangedMeanwhile(String method) throws SQLException {
        var read = read("/filled/1");
        try (var other = cluster.connect("primary");
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE filled SET amount = 9 WHERE id = 1");
            var written = CompletableFuture.supplyAsync(() -> gateway.send(method, "/filled/1", read));
            Awaitility.await()
                    .until(() ->
                            cluster.query("primary", "SELECT count(*) FROM pg_locks WHERE NOT granted", Integer.class)
                                    > 0);
            other.commit();
            problem(written.join(), 400, "generated-column");
        }
        assertThat(cluster.query("primary", "SELECT amount FROM filled WHERE id = 1", String.class))
                .isEqualTo("9.00");
    }

    private String read(String item) {
        var read = gateway.get(item, "Prefer", "consistency=strong");
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        return read.body();
    }

    private String tag() {
        return gateway.get("/filled/1", "Prefer", "consistency=strong")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }
}
