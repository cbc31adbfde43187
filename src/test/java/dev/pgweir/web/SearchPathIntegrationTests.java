package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions of an exposed schema find that they name without a schema, and what is told where they find nothing. */
class SearchPathIntegrationTests {

    private static final TestCluster CLUSTER = TestCluster.shared();
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        CLUSTER.execute(
                "CREATE SCHEMA \"Odd \"\"path\"",
                "CREATE SCHEMA \"path more\"",
                "GRANT USAGE ON SCHEMA \"Odd \"\"path\", \"path more\" TO pgweir",
                "CREATE FUNCTION \"path more\".doubled(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2'",
                in("CREATE TABLE helper (n int)"),
                in("INSERT INTO helper VALUES (21)"),
                in("CREATE TABLE \"case\" (id int PRIMARY KEY, n int)"),
                in("CREATE TABLE broken (id int PRIMARY KEY, n int)"),
                in("CREATE TABLE named (id int PRIMARY KEY, relation regclass)"),
                in("INSERT INTO named VALUES (1, 'helper')"),
                """
                CREATE FUNCTION "Odd ""path".answer() RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN RETURN (SELECT doubled(n) FROM helper); END $$""",
                """
                CREATE FUNCTION "Odd ""path".fill() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.n := answer(); RETURN NEW; END $$""",
                """
                CREATE FUNCTION "Odd ""path".lost() RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN RETURN (SELECT n FROM gone_long_ago); END $$""",
                """
                CREATE FUNCTION "Odd ""path".lost_function() RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN RETURN gone_function(); END $$""",
                """
                CREATE FUNCTION "Odd ""path".lost_column() RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN RETURN (SELECT gone_column FROM helper); END $$""",
                """
                CREATE FUNCTION "Odd ""path".break() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.n := lost(); RETURN NEW; END $$""",
                in("CREATE TRIGGER fill BEFORE INSERT ON \"case\" FOR EACH ROW EXECUTE FUNCTION fill()"),
                in("CREATE TRIGGER break BEFORE INSERT ON broken FOR EACH ROW EXECUTE FUNCTION break()"),
                in("CREATE VIEW answers AS SELECT answer() AS n"),
                in("CREATE VIEW lost AS SELECT lost() AS n"),
                in("CREATE VIEW lost_function AS SELECT lost_function() AS n"),
                in("CREATE VIEW lost_column AS SELECT lost_column() AS n"),
                "GRANT ALL ON ALL TABLES IN SCHEMA \"Odd \"\"path\" TO pgweir");
        CLUSTER.awaitReplay();
        started = StartedGateway.on(
                CLUSTER, "pgweir.schema=Odd \"path", "pgweir.routing.extra-search-path=public,path more");
        gateway = started.http();
    }

    @AfterAll
    static void stop() {
        started.close();
        CLUSTER.execute("DROP SCHEMA \"Odd \"\"path\", \"path more\" CASCADE");
    }

    @Test
    void functionsFindWhatLiesInTheExposedSchemaAndInOthersThatAreConfigured() {
        assertThat(Answers.rows(gateway.get("/answers"))).containsExactly(Answers.json("{\"n\":42}"));
        assertThat(gateway.get("/answers", "Accept", "text/csv").body()).contains("42");
        var created = gateway.send("POST", "/case", "{\"id\":1}", "Prefer", "return=representation");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(Answers.json(created)
                        .at("/n")
                        .asInt(Answers.json(created).at("/0/n").asInt()))
                .isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /lost, '', gone_long_ago",
        "GET, /lost_function, '', gone_function",
        "GET, /lost_column, '', gone_column",
        "POST, /broken, '{\"id\":1}', gone_long_ago"
    })
    void tellsThatAFunctionMissesSomethingRatherThanThatTheTableHasChanged(
            String method, String path, String body, String missing) {
        var failed = gateway.send(method, path, body);
        assertProblem(failed, 500, "database-error");
        assertThat(failed.body()).contains(missing);
    }

    @Test
    void blamesAValueThatNamesNoTable() {
        assertProblem(gateway.send("PATCH", "/named/1", "{\"relation\":\"gone_long_ago\"}"), 422, "malformed-value");
        assertThat(gateway.get("/named?relation=eq.gone_long_ago").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsThatTheTableItselfHasGone() {
        CLUSTER.execute(in("CREATE TABLE passing (id int PRIMARY KEY)"), in("GRANT ALL ON passing TO pgweir"));
        CLUSTER.awaitReplay();
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
        CLUSTER.execute(in("DROP TABLE passing"));
        CLUSTER.awaitReplay();
        var imported = gateway.send("POST", "/passing", "id\n1\n", "Content-Type", "text/csv");
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(404);
        assertThat(gateway.get("/passing").statusCode()).isEqualTo(404);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Answers.json(answer).path("type").asString()).isEqualTo("urn:pgweir:problem:" + type);
    }

    private static String in(String sql) {
        return "SET search_path = \"Odd \"\"path\", \"path more\"; " + sql;
    }
}
