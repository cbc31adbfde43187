package dev.pgweir.admin.partitions;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What the doctor tells of tables that are partitioned in many ways. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "pgweir.schema=examined",
            "pgweir.own-schema=examined_own",
            "pgweir.admin.partitions=on",
            "pgweir.partitions.tables.healthy.id=id",
            "pgweir.partitions.tables.healthy.locator=examined.healthy_place",
            "pgweir.partitions.tables.named.id=id",
            "pgweir.partitions.tables.named.locator=nowhere",
            "pgweir.partitions.tables.cared.life-cycle.interval=year",
            "pgweir.partitions.tables.cared.life-cycle.make-ahead=1",
        })
class DoctorIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("examined");

    private final Gateway gateway;

    @Autowired
    DoctorIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables() {
        SCHEMA.create(
                "CREATE TABLE healthy (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                "CREATE INDEX ON healthy (id)",
                "CREATE TABLE healthy_place (id int PRIMARY KEY, at date)",
                partition("healthy_now", "healthy", today(), today().plusDays(1)),
                partition("healthy_next", "healthy", today().plusDays(1), today().plusDays(2)),
                "INSERT INTO healthy SELECT current_date, i FROM generate_series(1, 100) AS i",
                "ANALYZE healthy",
                "CREATE TABLE named (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                partition("named_all", "named", today(), today().plusYears(9)),
                "CREATE TABLE cared (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                "CREATE TABLE gappy (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                "CREATE TABLE gappy_late PARTITION OF gappy FOR VALUES FROM ('2003-01-01') TO ('9000-01-01')",
                "CREATE TABLE gappy_old PARTITION OF gappy FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE rest (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                "CREATE TABLE rest_x PARTITION OF rest DEFAULT",
                "CREATE TABLE old (at date NOT NULL, PRIMARY KEY (at)) PARTITION BY RANGE (at)",
                "CREATE TABLE old_1 PARTITION OF old FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b)) PARTITION BY RANGE (a, b)",
                "CREATE TABLE pair_1 PARTITION OF pair FOR VALUES FROM (1, 1) TO (1, 9) PARTITION BY HASH (b)",
                "CREATE TABLE pair_1a PARTITION OF pair_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE pair_1b PARTITION OF pair_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "CREATE TABLE list (region text, id int, PRIMARY KEY (id, region)) PARTITION BY LIST (region)",
                "CREATE TABLE list_eu PARTITION OF list FOR VALUES IN ('eu', 'uk')",
                "CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id)",
                "CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "CREATE TABLE lettered (name text PRIMARY KEY) PARTITION BY RANGE (name)",
                "CREATE TABLE lettered_a PARTITION OF lettered FOR VALUES FROM ('a') TO ('b')",
                "CREATE TABLE expressed (at date, id int) PARTITION BY RANGE ((at + 1))",
                "CREATE TABLE many (n int, m int, PRIMARY KEY (n)) PARTITION BY RANGE (n)",
                """
                DO $$BEGIN FOR i IN 1 .. 40 LOOP
                    EXECUTE format('CREATE TABLE many_%s PARTITION OF many FOR VALUES FROM (%s) TO (%s)', i, i, i + 1);
                END LOOP; END$$""",
                "CREATE TABLE partly (at date NOT NULL, id int NOT NULL, UNIQUE (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE partly_1 PARTITION OF partly FOR VALUES FROM ('2001-01-01') TO ('9001-01-01')",
                "CREATE INDEX ON partly_1 (at)");
        TestCluster.shared()
                .execute(
                        "CREATE EXTENSION IF NOT EXISTS postgres_fdw",
                        "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                        "CREATE TABLE examined.spread (at date) PARTITION BY RANGE (at)",
                        "CREATE FOREIGN TABLE examined.spread_1 PARTITION OF examined.spread FOR VALUES FROM ('2001-01-01') TO ('9001-01-01') SERVER far",
                        "GRANT ALL ON examined.spread TO pgweir");
        TestCluster.shared().awaitReplay();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static String partition(String name, String table, LocalDate from, LocalDate to) {
        return "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s') TO ('%s')".formatted(name, table, from, to);
    }

    @AfterAll
    static void dropTables() {
        SCHEMA.drop();
        TestCluster.shared().execute("DROP SERVER far CASCADE");
    }

    @Test
    void findsNothingWrongWithATableThatIsInOrder() {
        var healthy = examined("healthy");

        assertThat(healthy.path("strategy").asString()).isEqualTo("range");
        assertThat(texts(healthy.path("key"))).containsExactly("at");
        assertThat(codes("healthy")).isEmpty();
        assertThat(healthy.path("gaps")).isEmpty();
        assertThat(healthy.at("/ahead/count").asInt()).isOne();
        assertThat(healthy.at("/ahead/last").asString())
                .isEqualTo(today().plusDays(1).toString());
        assertThat(healthy.at("/ahead/left").asLong()).isBetween(0L, 86_400L);
    }

    @Test
    void tellsOfEachPartitionWhatItHoldsAndTakes() {
        var now = examined("healthy").at("/partitions/0");

        assertThat(now.path("name").asString()).isEqualTo("healthy_now");
        assertThat(now.path("from").asString()).isEqualTo(today().toString());
        assertThat(now.path("to").asString()).isEqualTo(today().plusDays(1).toString());
        assertThat(now.path("bounds").asString()).startsWith("FOR VALUES FROM");
        assertThat(now.path("rows").asLong()).isEqualTo(100);
        assertThat(now.path("bytes").asLong()).isGreaterThan(8192);
        assertThat(now.path("indexes").asInt()).isEqualTo(2);
        assertThat(texts(now.path("indexedBy"))).containsExactly("at", "id");
        assertThat(now.path("storage").asString()).isEqualTo("heap");
        assertThat(now.has("sealed")).isFalse();
    }

    /** Each with its indexes, as the tests of plans count them. */
    @Test
    void countsWhatRequestsLock() {
        assertThat(json("{\"item\": 6, \"newestPage\": 6, \"unbounded\": 9, \"fastPath\": 64}"))
                .isEqualTo(examined("healthy").path("locks"));
        assertThat(examined("pair").path("locks").path("item").asInt()).isEqualTo(6);
        assertThat(examined("pair").path("locks").path("unbounded").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            named     | no-id-index no-locator
            gappy     | gap
            rest      | default-partition
            old       | nothing-ahead
            pair      |
            list      |
            hashed    |
            lettered  | bounds-not-understood
            expressed | no-key bounds-not-understood
            many      | many-locks
            partly    |
            spread    | no-key
            """)
    void findsWhatIsWrong(String resource, String codes) {
        assertThat(String.join(" ", codes(resource))).isEqualTo(codes == null ? "" : codes);
    }

    @Test
    void listsAllPartitionedTables() {
        var answer = gateway.get("/admin/partitions");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var gappy = json(answer).values().stream()
                .filter(table -> table.path("resource").asString().equals("gappy"))
                .findFirst()
                .orElseThrow();

        assertThat(json(answer)).hasSize(14);
        assertThat(gappy.path("partitions").asInt()).isEqualTo(2);
        assertThat(gappy.at("/findings/0/code").asString()).isEqualTo("gap");
    }

    @Test
    void showsGapsBetweenPartitionsInTheirOrder() {
        var gappy = examined("gappy");

        assertThat(gappy.at("/partitions/0/name").asString()).isEqualTo("gappy_old");
        assertThat(gappy.path("gaps")).isEqualTo(json("[{\"from\": \"2002-01-01\", \"to\": \"2003-01-01\"}]"));
    }

    @Test
    void showsPartitionsOfOtherKinds() {
        assertThat(examined("pair").at("/partitions/0/leaves").asInt()).isEqualTo(2);
        assertThat(examined("pair").at("/partitions/0/storage").asString()).isEqualTo("partitioned");
        assertThat(examined("list").at("/partitions/0/bounds").asString()).isEqualTo("FOR VALUES IN ('eu', 'uk')");
        assertThat(examined("spread").at("/partitions/0/storage").asString()).isEqualTo("foreign");
        assertThat(examined("spread").at("/partitions/0/server").asString()).isEqualTo("far");
    }

    @Test
    void seesRowsInTheDefaultPartition() {
        SCHEMA.execute("INSERT INTO rest VALUES ('2001-01-01', 1)");
        assertThat(codes("rest")).containsExactly("default-holds-rows");
        SCHEMA.execute("DELETE FROM rest");
        assertThat(codes("rest")).containsExactly("default-partition");
    }

    @Test
    void showsHowTheLifeCycleStands() {
        await().untilAsserted(() ->
                assertThat(examined("cared").at("/lifeCycle/ahead").asInt()).isOne());
        assertThat(codes("cared")).isEmpty();
    }

    @Test
    void showsSeals() {
        var sealed = gateway.send(
                "POST", "/admin/partitions/old/seal", "{\"partition\": \"old_1\"}", "Content-Type", "application/json");
        assertThat(sealed.statusCode()).as(sealed.body()).isEqualTo(200);

        assertThat(examined("old").at("/partitions/0/sealed").asLong()).isPositive();
    }

    @Test
    void seesADetachThatWasInterruptedAndWhatEndsIt() throws SQLException {
        SCHEMA.execute(
                "CREATE TABLE torn (at date, PRIMARY KEY (at)) PARTITION BY RANGE (at)",
                "CREATE TABLE torn_1 PARTITION OF torn FOR VALUES FROM ('2001-01-01') TO ('9001-01-01')",
                "CREATE TABLE torn_2 PARTITION OF torn FOR VALUES FROM ('9001-01-01') TO ('9002-01-01')");
        try (var reader = TestCluster.shared().connect("primary");
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM examined.torn");
            assertThatThrownBy(() -> SCHEMA.execute(
                            "SET lock_timeout = '100ms'", "ALTER TABLE torn DETACH PARTITION torn_1 CONCURRENTLY"))
                    .hasMessageContaining("lock timeout");
        }
        refresh();

        assertThat(codes("torn")).contains("detach-pending");
        assertThat(examined("torn").path("partitions").values().stream()
                        .filter(partition -> partition.path("detaching").asBoolean())
                        .map(partition -> partition.path("name").asString()))
                .containsExactly("torn_1");
        mend("torn", "detach-pending");
        refresh();
        assertThat(codes("torn")).doesNotContain("detach-pending");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            named | no-id-index       | CREATE INDEX ON "examined"."named" ("id")
            many  | many-locks        | ALTER SYSTEM SET max_locks_per_transaction = 128
            """)
    void givesTheSqlThatMendsIt(String resource, String code, String sql) {
        assertThat(sql(resource, code)).isEqualTo(sql);
    }

    @Test
    void refusesWhatIsNoPartitionedTable() {
        problem(gateway.get("/admin/partitions/nowhere"), 404, "no-such-table");
    }

    @Test
    void tellsTheLogOnceAndTheMetrics(CapturedOutput output) {
        SCHEMA.execute("CREATE TABLE logged (at date) PARTITION BY RANGE (at)");
        refresh();

        await().untilAsserted(() -> assertThat(json(gateway.get(
                                "/actuator/metrics/pgweir.partitions.findings?tag=resource:logged&tag=code:no-range-index"))
                        .at("/measurements/0/value")
                        .asInt())
                .isOne());
        assertThat(output).containsOnlyOnce("of logged begins with at");
        SCHEMA.execute("CREATE TABLE logged_1 PARTITION OF logged FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')");
        refresh();
        await().untilAsserted(() -> assertThat(output).contains("the last partition of logged ends at 2002-01-01"));
        assertThat(output).containsOnlyOnce("of logged begins with at");
    }

    private void refresh() {
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
    }

    private void mend(String resource, String code) {
        SCHEMA.execute(sql(resource, code));
    }

    private String sql(String resource, String code) {
        return examined(resource).path("findings").values().stream()
                .filter(finding -> finding.path("code").asString().equals(code))
                .map(finding -> finding.path("sql").asString())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode examined(String resource) {
        var answer = gateway.get("/admin/partitions/" + resource);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private List<String> codes(String resource) {
        return examined(resource).path("findings").values().stream()
                .map(finding -> finding.path("code").asString())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }
}
