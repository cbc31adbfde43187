package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.FaultyLink;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What views and triggers do to a session is seen by no later request, and what a table becomes fails none. */
class SessionsIntegrationTests {

    private static final int LATER_REQUESTS = 60;
    private static final String STRONG = "consistency=strong";
    private static final TestCluster CLUSTER = TestCluster.shared();
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        started = StartedGateway.overLinks(CLUSTER, "pgweir.routing.pool-size=3", "pgweir.routing.hedge-delay=0");
        gateway = started.http();
        SharedSchema.change(
                gateway,
                "CREATE ROLE session_other",
                "GRANT session_other TO pgweir",
                "GRANT pg_monitor TO session_other",
                """
                CREATE FUNCTION session_do(deed text) RETURNS text LANGUAGE plpgsql AS
                $$ BEGIN EXECUTE deed; RETURN 'done'; END $$""",
                "CREATE FUNCTION session_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE NEW.deed; RETURN NEW; END $$",
                "CREATE TABLE session_deeds (id int PRIMARY KEY, deed text NOT NULL)",
                "CREATE TABLE session_writes (id serial PRIMARY KEY, deed text NOT NULL)",
                "CREATE TRIGGER does BEFORE INSERT ON session_writes FOR EACH ROW EXECUTE FUNCTION session_trigger()",
                "CREATE VIEW session_reads AS SELECT id, session_do(deed) AS answer FROM session_deeds",
                "CREATE SCHEMA session_trap",
                trap("pg_current_wal_insert_lsn() RETURNS pg_lsn"),
                trap("pg_last_wal_replay_lsn() RETURNS pg_lsn"),
                trap("pg_walfile_name(pg_lsn) RETURNS text"),
                trap("pg_advisory_unlock_all() RETURNS text"),
                trap("set_config(text, text, boolean) RETURNS text"),
                "GRANT USAGE ON SCHEMA session_trap TO pgweir",
                "CREATE VIEW session_locking AS SELECT id FROM session_deeds FOR UPDATE",
                """
                CREATE VIEW session_state AS SELECT nullif(current_setting('app.who', true), '') AS who,
                    current_setting('work_mem') AS memory, current_setting('search_path') AS path,
                    current_setting('statement_timeout') AS timeout, current_setting('TimeZone') AS zone,
                    current_setting('client_min_messages') AS messages, current_setting('application_name') AS name,
                    current_setting('default_transaction_read_only') AS read_only, current_user::text AS role,
                    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks,
                    (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()) AS temporary,
                    (SELECT count(*) FROM pg_listening_channels()) AS channels,
                    (SELECT count(*) FROM pg_cursors WHERE is_holdable) AS cursors""",
                "GRANT ALL ON session_deeds, session_writes, session_reads, session_locking, session_state, session_writes_id_seq TO pgweir");
    }

    @AfterAll
    static void stop() {
        SharedSchema.change(
                gateway,
                "DROP VIEW session_reads, session_state, session_locking",
                "DROP TABLE session_writes, session_deeds",
                "DROP FUNCTION session_do, session_trigger",
                "DROP SCHEMA session_trap CASCADE",
                "REVOKE pg_monitor FROM session_other",
                "DROP ROLE session_other");
        started.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('app.who', 'eve', false)",
                "SET work_mem = '123kB'",
                "SET search_path TO pg_catalog",
                "SET search_path TO session_trap, pg_catalog",
                "SET TIME ZONE 'Asia/Tokyo'; SET statement_timeout = 4711; SET client_min_messages = debug",
                "SET default_transaction_read_only = on",
                "SET application_name = 'eve'",
                "SET ROLE session_other",
                "SELECT pg_advisory_lock(4711)",
                "DECLARE open CURSOR WITH HOLD FOR SELECT 1",
                "DEALLOCATE ALL",
                "SELECT pg_advisory_lock(4712); SELECT set_config('app.who', 'eve', false); SELECT 1/0"
            })
    void leaveNothingOfAViewOrATriggerBehind(String deed) {
        var before = state();
        for (var i = 0; i < 8; i++) {
            var expected = deed.endsWith("1/0") ? List.of(400, 422) : List.of(200, 201);
            assertThat(read(deed, STRONG).statusCode()).isIn(expected);
            assertThat(read(deed, "consistency=session").statusCode()).isIn(expected);
            assertThat(write(deed).statusCode()).isIn(expected);
            assertThat(write(deed, "tx=rollback").statusCode()).isIn(expected);
        }
        assertStaysAs(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTEN session_channel", "CREATE TEMPORARY TABLE session_own (n int)"})
    void leaveNothingBehindThatOnlyAPrimaryCanDo(String deed) {
        var before = state();
        for (var i = 0; i < 8; i++) {
            assertThat(write(deed).statusCode()).isEqualTo(201);
        }
        assertStaysAs(before);
    }

    @Test
    void runAgainWhatFindsAStatementPreparedByAFunction() {
        for (var i = 0; i < 8; i++) {
            assertThat(read("PREPARE own AS SELECT 1", STRONG).statusCode()).isEqualTo(200);
            assertThat(write("PREPARE own AS SELECT 1").statusCode()).isEqualTo(201);
        }
    }

    @Test
    void writeNothingWhereverAReadRuns() {
        var deed = "INSERT INTO session_deeds VALUES (1000, 'written by a read')";
        for (var answer : List.of(
                read(deed, "consistency=session"),
                read(deed, STRONG),
                read(deed, STRONG, "Accept", "application/x-ndjson"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(json(answer).path("code").asString())
                    .isEqualTo(
                            json(read(deed, "consistency=session")).path("code").asString());
        }
        assertThat(CLUSTER.query("primary", "SELECT count(*) FROM session_deeds WHERE id = 1000", Long.class))
                .isZero();
    }

    @Test
    void answerALockingViewTheSameWhereverItRuns() {
        var onReplica = gateway.get("/session_locking");
        var onPrimary = gateway.get("/session_locking", "Prefer", STRONG);

        assertThat(onReplica.statusCode()).isEqualTo(422);
        assertThat(onPrimary.statusCode()).isEqualTo(422);
        assertThat(json(onPrimary).path("code").asString())
                .isEqualTo(json(onReplica).path("code").asString());
    }

    @Test
    void carryNoNoticesAndWarnings() {
        var chatty =
                "DO $$ BEGIN FOR i IN 1..100000 LOOP RAISE NOTICE 'much to tell'; RAISE WARNING 'and more'; END LOOP; END $$";
        started.links().forEach(link -> link.cutAfter(1_000_000));
        try {
            assertThat(read(chatty, STRONG).statusCode()).isEqualTo(200);
            assertThat(read(chatty, "consistency=session").statusCode()).isEqualTo(200);
            assertThat(write(chatty).statusCode()).isEqualTo(201);
            assertThat(started.links()).noneMatch(FaultyLink::hasCut);
        } finally {
            started.links().forEach(FaultyLink::heal);
        }
    }

    @Test
    void goOnAfterATableHasChanged() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE session_changed (id int PRIMARY KEY, v int)",
                "CREATE VIEW session_replaced AS SELECT 1 AS v",
                "INSERT INTO session_changed SELECT n, n FROM generate_series(1, 9) AS n",
                "GRANT ALL ON session_changed, session_replaced TO pgweir");
        try {
            for (var type : List.of("bigint", "text", "text COLLATE \"C\"", "varchar(7)")) {
                useWarmSessions();
                CLUSTER.execute(
                        "DROP VIEW session_replaced",
                        "ALTER TABLE session_changed ALTER COLUMN v TYPE " + type,
                        "CREATE VIEW session_replaced AS SELECT v FROM session_changed",
                        "GRANT ALL ON session_replaced TO pgweir");
                CLUSTER.awaitReplay();
                useWarmSessions();
            }
        } finally {
            SharedSchema.change(gateway, "DROP VIEW session_replaced", "DROP TABLE session_changed");
        }
    }

    /** What the gateway casts a value to is no longer what its column takes. */
    @Test
    void readTheCatalogAnewWhereAColumnTakesAnotherType() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE session_retyped (id int PRIMARY KEY, v varchar(7))",
                "INSERT INTO session_retyped VALUES (1, '1')",
                "GRANT ALL ON session_retyped TO pgweir");
        try {
            CLUSTER.execute("ALTER TABLE session_retyped ALTER COLUMN v TYPE numeric USING v::numeric");

            problem(gateway.send("PATCH", "/session_retyped/1", "{\"v\":\"7\"}"), 409, "resource-changed");
            await().untilAsserted(() -> assertOk(gateway.send("PATCH", "/session_retyped/1", "{\"v\":\"8\"}")));
        } finally {
            SharedSchema.change(gateway, "DROP TABLE session_retyped");
        }
    }

    /** Fails where it is called instead of the server's own function of this name. */
    private static String trap(String signature) {
        return "CREATE FUNCTION session_trap.%s LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$"
                .formatted(signature);
    }

    private static void useWarmSessions() {
        for (var i = 0; i < 25; i++) {
            for (var read : List.of("/session_changed", "/session_changed/3", "/session_replaced")) {
                assertOk(gateway.get(read));
                assertOk(gateway.get(read, "Prefer", STRONG));
            }
            assertOk(gateway.get("/session_changed?limit=2", "Prefer", "count=exact"));
            assertOk(gateway.send(
                    "PATCH", "/session_changed?id=eq.2", "{\"v\":\"7\"}", "Prefer", "return=representation"));
            assertOk(gateway.send("PATCH", "/session_changed/2", "{\"v\":\"8\"}", "Prefer", "return=representation"));
        }
    }

    private static void assertOk(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 206);
    }

    private static void assertStaysAs(String before) {
        for (var i = 0; i < LATER_REQUESTS; i++) {
            assertThat(gateway.get("/session_state").body()).isEqualTo(before);
            assertThat(gateway.get("/session_state", "Prefer", STRONG).body()).isEqualTo(before);
        }
        assertThat(write("SELECT 1").statusCode()).isEqualTo(201);
    }

    private static String state() {
        var answer = gateway.get("/session_state");
        assertOk(answer);
        return answer.body();
    }

    private static HttpResponse<String> read(String deed, String preference, String... headers) {
        CLUSTER.execute(
                "INSERT INTO session_deeds VALUES (1, $d$%s$d$) ON CONFLICT (id) DO UPDATE SET deed = EXCLUDED.deed"
                        .formatted(deed));
        CLUSTER.awaitReplay();
        List<String> all = new ArrayList<>(List.of("Prefer", preference));
        all.addAll(List.of(headers));
        return gateway.get("/session_reads?id=eq.1", all.toArray(String[]::new));
    }

    private static HttpResponse<String> write(String deed, String... preference) {
        var body = "{\"deed\": \"%s\"}".formatted(deed.replace("\"", "\\\""));
        return gateway.send(
                "POST", "/session_writes", body, "Prefer", "return=minimal, " + String.join(", ", preference));
    }
}
