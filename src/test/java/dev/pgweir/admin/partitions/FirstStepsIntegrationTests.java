package dev.pgweir.admin.partitions;

import static dev.pgweir.testing.Answers.follow;
import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.next;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The first partitioned table that somebody makes, without a key and without an index, pasted into psql and served. */
@GatewayTest
@TestPropertySource(properties = {"pgweir.schema=first_steps", "pgweir.own-schema=first_steps_own"})
class FirstStepsIntegrationTests {

    private static final String SCRIPT = """
            CREATE TABLE sales (
                order_id INT,
                order_date DATE,
                order_amount NUMERIC
            )
            PARTITION BY RANGE (order_date);

            CREATE TABLE sales_2023 PARTITION OF sales
                FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');

            CREATE TABLE sales_2024 PARTITION OF sales
                FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

            -- Insert data into the sales_2023 partition
            INSERT INTO sales_2023 (order_id, order_date, order_amount)
            VALUES
                (1, '2023-03-15', 500.00),
                (2, '2023-06-01', 750.00),
                (3, '2023-09-20', 300.00),
                (4, '2023-11-30', 1000.00);

            -- Insert data into the sales_2024 partition
            INSERT INTO sales_2024 (order_id, order_date, order_amount)
            VALUES
                (5, '2024-02-10', 400.00),
                (6, '2024-05-05', 600.00),
                (7, '2024-08-15', 850.00),
                (8, '2024-11-22', 700.00);
            """;

    private static final OwnedSchema SCHEMA = new OwnedSchema("first_steps");

    private final Gateway gateway;

    @Autowired
    FirstStepsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void pasteTheScript() {
        SCHEMA.create(SCRIPT);
        TestCluster.shared().awaitReplay();
        gateway.send("POST", "/admin/catalog/refresh", "");
    }

    @AfterAll
    static void dropSchema() {
        SCHEMA.drop();
    }

    @Test
    void listsAllRows() {
        var rows = rows(gateway.get("/sales"));

        assertThat(rows).hasSize(8);
        assertThat(rows.getFirst().path("order_amount").asString()).isEqualTo("500.00");
    }

    @Test
    void listsARange() {
        var answer = gateway.get("/sales?order_date=gte.2023-09-01&order_date=lt.2024-05-05");

        assertThat(ids(rows(answer))).containsExactlyInAnyOrder(3, 4, 5);
        assertThat(answer.headers().firstValue("Partition-Window"))
                .contains("key=\"order_date\", from=\"2023-09-01\", to=\"2024-05-05\", partitions=2");
    }

    @Test
    void givesEachRowOnceOnPagesOfThree() {
        assertThat(next(gateway.get("/sales?limit=3"))).isPresent();
        assertThat(ids(follow(gateway, "/sales?limit=3"))).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void showsTheNewestFirst() {
        assertThat(ids(follow(gateway, "/sales?order=order_date.desc&limit=3")))
                .containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void insertsWhereAPartitionTakesTheRow() {
        var created = post("{\"order_id\": 9, \"order_date\": \"2024-12-24\", \"order_amount\": 12.50}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(SCHEMA.strings("SELECT order_id FROM sales_2024 WHERE order_amount = 12.50"))
                .containsExactly("9");
    }

    @Test
    void refusesARowThatNoPartitionTakes() {
        var problem = problem(
                post("{\"order_id\": 9, \"order_date\": \"2025-01-01\", \"order_amount\": 1}"), 422, "no-partition");

        assertThat(problem.toString()).contains("2025-01-01");
    }

    @Test
    void isToldWhatTheTableLacksAndIsRidOfItByTheSqlThatTheDoctorGives() {
        assertThat(findings())
                .containsOnlyKeys("no-key", "no-range-index", "nothing-ahead")
                .containsEntry("no-range-index", "CREATE INDEX ON \"first_steps\".\"sales\" (\"order_date\")")
                .containsEntry(
                        "no-key",
                        "ALTER TABLE \"first_steps\".\"sales\" ADD PRIMARY KEY (\"order_date\", \"order_id\")");

        SCHEMA.execute(findings().getOrDefault("no-range-index", ""));
        assertThat(findings()).containsOnlyKeys("no-key", "nothing-ahead");

        SCHEMA.execute(findings().getOrDefault("no-key", ""));
        gateway.send("POST", "/admin/catalog/refresh", "");
        assertThat(findings()).containsOnlyKeys("nothing-ahead");
        TestCluster.shared().awaitReplay();
        assertThat(gateway.get("/sales/2024-05-05,6").statusCode()).isEqualTo(200);
    }

    /** The SQL that the doctor gives, by code. */
    private Map<String, String> findings() {
        return json(gateway.get("/admin/partitions/sales")).path("findings").values().stream()
                .collect(toMap(
                        finding -> finding.path("code").asString(),
                        finding -> finding.path("sql").asString("")));
    }

    private HttpResponse<String> post(String row) {
        return gateway.send("POST", "/sales", row, "Content-Type", "application/json");
    }

    private static List<Integer> ids(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("order_id").asInt()).toList();
    }
}
