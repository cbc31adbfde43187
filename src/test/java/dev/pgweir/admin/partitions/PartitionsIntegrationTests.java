package dev.pgweir.admin.partitions;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What operators can do to partitions. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.schema=operated",
            "pgweir.own-schema=operated_own",
            "pgweir.admin.partitions=on",
            "pgweir.partitions.seal-lease=500ms",
            "pgweir.partitions.lock-timeout=200ms",
        })
class PartitionsIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("operated");
    private static final String ROW = "{\"id\":1,\"at\":\"2020-05-05\"}";

    private final Gateway gateway;

    @Autowired
    PartitionsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createSchema() {
        SCHEMA.create();
    }

    @AfterAll
    static void dropSchema() {
        SCHEMA.drop();
    }

    @BeforeEach
    void createTables() {
        SCHEMA.execute(
                "DROP TABLE IF EXISTS orders, orders_2020, with_rest, plain CASCADE",
                "CREATE TABLE orders (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE orders_2020 PARTITION OF orders FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
                "CREATE TABLE orders_2021 PARTITION OF orders FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
                "INSERT INTO orders VALUES (20, '2020-02-02'), (21, '2021-02-02')",
                "CREATE TABLE with_rest (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE with_rest_1 PARTITION OF with_rest FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
                "CREATE TABLE with_rest_x PARTITION OF with_rest DEFAULT",
                "INSERT INTO with_rest VALUES ('2022-02-02')",
                "CREATE TABLE plain (id int)");
        gateway.send("POST", "/admin/catalog/refresh", "");
    }

    @Test
    void makesTheNextPartitionsByTheIntervalOfTheOthers() {
        var answer = changes(post("make", "{\"count\": 2}"));

        assertThat(answer).isEqualTo(List.of("make orders_2022 done", "make orders_2023 done"));
        assertThat(SCHEMA.names("orders")).contains("orders_2022", "orders_2023");
        await().untilAsserted(() -> assertThat(gateway.send("POST", "/orders", "{\"id\":1,\"at\":\"2023-12-31\"}")
                        .statusCode())
                .isEqualTo(201));
    }

    @Test
    void makesOneWhereNothingElseIsAskedFor() {
        assertThat(changes(gateway.send("POST", "/admin/partitions/orders/make", "")))
                .isEqualTo(List.of("make orders_2022 done"));
    }

    @Test
    void fillsAGap() {
        post("make", "{\"from\": \"2023-01-01\"}");

        assertThat(changes(post("make", "{\"from\": \"2022-01-01\", \"to\": \"2023-01-01\"}")))
                .isEqualTo(List.of("make orders_2022 done"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"from\": \"nonsense\"}; 400; malformed-body",
                "{\"from\": \"2024-01-01\", \"to\": \"2023-01-01\"}; 400; malformed-body",
                "{\"to\": \"2024-01-01\", \"count\": 2}; 400; malformed-body",
                "{\"count\": 0}; 400; malformed-body",
                "{\"from\": \"2021-06-01\"}; 409; partition-overlaps",
            })
    void refusesWindowsThatMakeNoSense(String body, int status, String code) {
        problem(post("make", body), status, code);
        assertThat(SCHEMA.names("orders")).containsExactly("orders_2020", "orders_2021");
    }

    @Test
    void refusesWhatADefaultPartitionStandsInTheWayOf() {
        var made = gateway.send(
                "POST",
                "/admin/partitions/with_rest/make",
                "{\"from\":\"2022-01-01\"}",
                "Content-Type",
                "application/json");
        var detached = gateway.send(
                "POST",
                "/admin/partitions/with_rest/detach",
                "{\"partition\":\"with_rest_1\"}",
                "Content-Type",
                "application/json");

        problem(made, 409, "default-partition");
        problem(detached, 409, "default-partition");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "unseal", "detach"})
    void refusesWhatIsNotThere(String action) {
        problem(post(action, "{\"partition\": \"orders_1066\"}"), 404, "no-such-partition");
        problem(post(action, "{}"), 400, "malformed-body");
        problem(
                gateway.send(
                        "POST",
                        "/admin/partitions/plain/" + action,
                        "{\"partition\": \"plain\"}",
                        "Content-Type",
                        "application/json"),
                404,
                "no-such-table");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "make; {}; ATTACH PARTITION",
                "seal; {\"partition\": \"orders_2020\"}; CREATE TRIGGER",
                "detach; {\"partition\": \"orders_2020\"}; DETACH PARTITION",
                "detach; {\"partition\": \"orders_2020\", \"then\": \"drop\"}; DROP TABLE",
            })
    void changesNothingInADryRun(String action, String body, String sql) {
        var before = state();
        var answer = post(action + "?dryRun=true", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(sql, "dry-run");
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "?dryRun; {\"partition\": \"orders_2020\", \"then\": \"drop\"}",
                "?dryRun=; {\"partition\": \"orders_2020\", \"then\": \"drop\"}",
                "?dryrun=true; {\"partition\": \"orders_2020\", \"then\": \"drop\"}",
                "?dryRun=true&dryRun=false; {\"partition\": \"orders_2020\", \"then\": \"drop\"}",
                "''; {\"partition\": \"orders_2020\", \"then\": \"drop\", \"dryRun\": true}",
                "''; {\"partition\": \"orders_2020\", \"Then\": \"drop\"}",
            })
    void doesNothingWhereAWordIsNotKnown(String query, String body) {
        var before = state();

        assertThat(post("detach" + query, body).statusCode()).isEqualTo(400);
        assertThat(state()).isEqualTo(before);
    }

    private static List<String> state() {
        return SCHEMA.strings("""
                SELECT concat_ws(' ', 'class', relname, relispartition) FROM pg_class WHERE relnamespace = 'operated'::regnamespace
                UNION ALL SELECT concat_ws(' ', 'trigger', tgname) FROM pg_trigger WHERE tgname LIKE 'pgweir%'
                UNION ALL SELECT concat_ws(' ', 'sealed', s.*) FROM operated_own.sealed_partition s
                UNION ALL SELECT concat_ws(' ', 'retiring', r.*) FROM operated_own.retiring_partition r
                UNION ALL SELECT concat_ws(' ', 'history', count(*)) FROM operated_own.partition_history ORDER BY 1""");
    }

    @Test
    void detachesAPartitionAndKeepsIt() {
        assertThat(changes(post("detach", "{\"partition\": \"orders_2020\"}")))
                .isEqualTo(List.of("detach orders_2020 done"));

        assertThat(SCHEMA.names("orders")).containsExactly("orders_2021");
        assertThat(SCHEMA.strings("SELECT id FROM orders_2020")).containsExactly("20");
        assertThat(SCHEMA.strings("SELECT relation FROM operated_own.retiring_partition"))
                .isEmpty();
    }

    @Test
    void dropsAPartitionOnceItIsDetached() {
        assertThat(changes(post("detach", "{\"partition\": \"orders_2020\", \"then\": \"drop\"}")))
                .isEqualTo(List.of("detach orders_2020 done", "drop orders_2020 done"));

        assertThat(SCHEMA.strings("SELECT relname FROM pg_class WHERE relname = 'orders_2020'"))
                .isEmpty();
        assertThat(SCHEMA.strings("SELECT relation FROM operated_own.retiring_partition"))
                .isEmpty();
    }

    @Test
    void sealsAPartitionAndUnsealsItAfterTheLease() {
        assertThat(changes(post("seal", "{\"partition\": \"orders_2020\"}")))
                .isEqualTo(List.of("seal orders_2020 done"));
        assertThat(changes(post("seal", "{\"partition\": \"orders_2020\"}"))).isEmpty();
        problem(gateway.send("POST", "/orders", ROW), 409, "sealed-partition");

        var begun = System.nanoTime();
        var unsealed = changes(post("unseal", "{\"partition\": \"orders_2020\"}"));

        assertThat(System.nanoTime() - begun).isGreaterThan(500_000_000);
        assertThat(unsealed).isEqualTo(List.of("announce-unseal orders_2020 done", "unseal orders_2020 done"));
        assertThat(changes(post("unseal", "{\"partition\": \"orders_2020\"}"))).isEmpty();
        assertThat(gateway.send("POST", "/orders", ROW).statusCode()).isEqualTo(201);
    }

    @Test
    void givesEachSealAVersionOfItsOwn() {
        post("seal", "{\"partition\": \"orders_2020\"}");
        var first = version();
        post("unseal", "{\"partition\": \"orders_2020\"}");
        post("seal", "{\"partition\": \"orders_2020\"}");

        assertThat(version()).isGreaterThan(first);
    }

    private static long version() {
        return Long.parseLong(SCHEMA.strings("""
                        SELECT version FROM operated_own.sealed_partition
                         WHERE relation = 'orders_2020'::regclass AND unsealing_at IS NULL""").getFirst());
    }

    @Test
    void unsealsAPartitionBeforeItIsDetached() {
        post("seal", "{\"partition\": \"orders_2020\"}");

        assertThat(changes(post("detach", "{\"partition\": \"orders_2020\"}")))
                .isEqualTo(List.of(
                        "announce-unseal orders_2020 done", "unseal orders_2020 done", "detach orders_2020 done"));
        SCHEMA.execute("INSERT INTO orders_2020 VALUES (3, '2020-03-03')");
        assertThat(SCHEMA.strings(
                        "SELECT relation FROM operated_own.sealed_partition WHERE relation = 'orders_2020'::regclass"))
                .isEmpty();
    }

    @Test
    void tellsThatADetachGoesOnWhichAReaderHoldsUp() throws SQLException {
        try (var reader = TestCluster.shared().connect("primary");
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM operated.orders_2020");

            problem(post("detach", "{\"partition\": \"orders_2020\"}"), 409, "partition-state");
            problem(post("detach", "{\"partition\": \"orders_2020\"}"), 409, "partition-state");
            reader.rollback();
        }

        assertThat(changes(post("detach", "{\"partition\": \"orders_2020\"}")))
                .isEqualTo(List.of("finish-detach orders_2020 done"));
        assertThat(SCHEMA.names("orders")).doesNotContain("orders_2020");
    }

    @Test
    void knowsNothingOfTheHistoryOfATableThatIsNotServed() {
        problem(gateway.get("/admin/partitions/nope/history"), 404, "no-such-table");
    }

    @Test
    void remembersWhatWasDone() {
        post("seal", "{\"partition\": \"orders_2021\"}");

        var latest = json(gateway.get("/admin/partitions/orders/history")).get(0);
        assertThat(latest.path("action").asString()).isEqualTo("seal");
        assertThat(latest.path("outcome").asString()).isEqualTo("done");
        assertThat(latest.path("partition").asString()).contains("orders_2021");
        assertThat(latest.path("gateway").asString()).contains("@");
        post("unseal", "{\"partition\": \"orders_2021\"}");
    }

    private HttpResponse<String> post(String action, String body) {
        return gateway.send("POST", "/admin/partitions/orders/" + action, body, "Content-Type", "application/json");
    }

    private static List<String> changes(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer)
                .path("changes")
                .valueStream()
                .map(change -> "%s %s %s"
                        .formatted(
                                change.path("action").asString(),
                                change.path("partition").asString(),
                                change.path("outcome").asString()))
                .toList();
    }
}
