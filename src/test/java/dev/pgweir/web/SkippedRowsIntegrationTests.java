package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a write says of rows that the database passes over: a trigger returned NULL for them, or row security hides them from it. */
@GatewayTest
class SkippedRowsIntegrationTests {

    private static final String REPRESENTATION = "return=representation";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    SkippedRowsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE skipping (id int PRIMARY KEY, note text, deleted bool NOT NULL DEFAULT false)",
                """
                        CREATE FUNCTION skipping() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF TG_OP <> 'DELETE' AND NEW.note LIKE 'skip%' OR TG_OP = 'DELETE' AND OLD.note = 'kept' THEN
                                RETURN NULL;
                            ELSIF TG_OP = 'DELETE' THEN
                                UPDATE skipping SET deleted = true WHERE id = OLD.id;
                                RETURN NULL;
                            END IF;
                            RETURN NEW;
                        END $$""",
                "CREATE TRIGGER skipping BEFORE INSERT OR UPDATE OR DELETE ON skipping FOR EACH ROW EXECUTE FUNCTION skipping()",
                "CREATE TABLE readable (id int PRIMARY KEY, note text)",
                "ALTER TABLE readable ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY reading ON readable FOR SELECT USING (true)",
                "CREATE POLICY changing ON readable FOR UPDATE USING (note <> 'kept')",
                "CREATE POLICY deleting ON readable FOR DELETE USING (note <> 'kept')",
                "GRANT ALL ON skipping, readable TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared().execute("DROP TABLE skipping, readable", "DROP FUNCTION skipping()");
    }

    @BeforeEach
    void fill() {
        cluster.execute(
                "TRUNCATE skipping, readable",
                "INSERT INTO skipping VALUES (1, 'kept'), (2, 'gone')",
                "INSERT INTO readable VALUES (1, 'kept')");
    }

    @Test
    void makesNoRowThatATriggerSkips() {
        for (var body : new String[] {"{\"id\":7,\"note\":\"skip\"}", "[{\"id\":7,\"note\":\"skip\"}]"}) {
            var shown = gateway.send("POST", "/skipping", body, "Prefer", REPRESENTATION);
            assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
            assertThat(shown.body()).isEqualTo("[]");
            assertThat(shown.headers().firstValue("Location")).isEmpty();
            assertThat(shown.headers().firstValue("Content-Range")).contains("*/0");

            var silent = gateway.send("POST", "/skipping", body);
            assertThat(silent.statusCode()).as(silent.body()).isEqualTo(200);
            assertThat(silent.headers().firstValue("Location")).isEmpty();
            assertThat(silent.headers().firstValue("Content-Range")).contains("*/0");
        }
    }

    @Test
    void countsOnlyTheRowsThatWereMade() {
        var some = gateway.send("POST", "/skipping", """
                [{"id": 7, "note": "skip"}, {"id": 8, "note": "made"}]""", "Prefer", REPRESENTATION + ", count=exact");

        assertThat(some.statusCode()).as(some.body()).isEqualTo(201);
        assertThat(some.headers().firstValue("Content-Range")).contains("*/1");
        assertThat(json(some)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return=minimal",
                "return=representation",
                "resolution=merge-duplicates",
                "resolution=ignore-duplicates"
            })
    void importsNoRowThatATriggerSkips(String preference) {
        var csv = gateway.send(
                "POST", "/skipping", "id,note\n7,skip\n", "Content-Type", "text/csv", "Prefer", preference);
        assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Range")).contains("*/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolution=merge-duplicates", "resolution=ignore-duplicates"})
    void mergesNoRowThatATriggerSkips(String preference) {
        for (var id : new int[] {1, 7}) {
            var merged = gateway.send(
                    "POST",
                    "/skipping",
                    "{\"id\":%d,\"note\":\"skip\"}".formatted(id),
                    "Prefer",
                    preference + ", " + REPRESENTATION);
            assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
            assertThat(merged.body()).isEqualTo("[]");
            assertThat(merged.headers().firstValue("Content-Range")).contains("*/0");
        }
        assertThat(note(1)).isEqualTo("kept");
    }

    @Test
    void saysThatARowIsThereWhichATriggerKeptAsItWas() {
        for (var prefer : new String[] {"return=minimal", REPRESENTATION}) {
            problem(gateway.send("PATCH", "/skipping/1", "{\"note\":\"skip\"}", "Prefer", prefer), 409, "row-skipped");
            problem(gateway.send("PUT", "/skipping/1", "{\"note\":\"skip\"}", "Prefer", prefer), 409, "row-skipped");
            problem(gateway.send("PUT", "/skipping/7", "{\"note\":\"skip\"}", "Prefer", prefer), 409, "row-skipped");
            problem(gateway.send("DELETE", "/skipping/1", "", "Prefer", prefer), 409, "row-skipped");
            problem(gateway.send("PATCH", "/skipping/9", "{\"note\":\"skip\"}", "Prefer", prefer), 404, "no-such-item");
            problem(gateway.send("DELETE", "/skipping/9", "", "Prefer", prefer), 404, "no-such-item");
        }
        var tag = gateway.get("/skipping/1", "Prefer", "consistency=strong")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        for (var condition : new String[] {tag, "*"}) {
            problem(
                    gateway.send("PATCH", "/skipping/1", "{\"note\":\"skip\"}", "If-Match", condition),
                    409,
                    "row-skipped");
            problem(
                    gateway.send("PUT", "/skipping/1", "{\"note\":\"skip\"}", "If-Match", condition),
                    409,
                    "row-skipped");
            problem(gateway.send("DELETE", "/skipping/1", "", "If-Match", condition), 409, "row-skipped");
        }
        problem(gateway.send("PUT", "/skipping/7", "{\"note\":\"skip\"}", "If-None-Match", "*"), 409, "row-skipped");
        assertThat(note(1)).isEqualTo("kept");
    }

    @Test
    void letsATriggerDoWhatWasAskedInItsOwnWay() {
        assertThat(gateway.send("DELETE", "/skipping/2", "").statusCode()).isEqualTo(204);
        assertThat(cluster.query("primary", "SELECT deleted FROM skipping WHERE id = 2", Boolean.class))
                .isTrue();
        var again = gateway.send("DELETE", "/skipping/2?select=id,deleted", "", "Prefer", REPRESENTATION);
        assertThat(again.body()).isEqualTo("{\"id\":2,\"deleted\":true}");
    }

    @Test
    void countsNoRowOfAFilterThatATriggerSkips() {
        var changed = gateway.send(
                "PATCH", "/skipping?id=gte.1", "{\"note\":\"skip\"}", "Prefer", REPRESENTATION + ", count=exact");
        assertThat(changed.body()).isEqualTo("[]");
        assertThat(changed.headers().firstValue("Content-Range")).contains("*/0");
        var deleted = gateway.send("DELETE", "/skipping?id=eq.1", "", "Prefer", "count=exact");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.headers().firstValue("Content-Range")).contains("*/0");
    }

    @Test
    void saysThatARowIsThereWhichRowSecurityKeepsFromTheWrite() {
        problem(gateway.send("PATCH", "/readable/1", "{\"note\":\"new\"}"), 409, "row-skipped");
        problem(gateway.send("DELETE", "/readable/1", ""), 409, "row-skipped");
    }

    private String note(int id) {
        return cluster.query("primary", "SELECT note FROM skipping WHERE id = " + id, String.class);
    }
}
