package dev.pgweir.web.partition;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows of partitioned tables that are named without their partition key. */
@PartitionedGatewayTest
class BareIdsIntegrationTests {

    /** A UUID of version 7 from 5 March 2024. */
    private static final String TIMED = "018e0c75-5c00-7000-8000-000000000001";

    /** A day of 2024-03-05 in milliseconds since 2020, above 22 bits. */
    private static final long FLAKE = (131_846_400_000L << 22) + 7;

    private final Gateway gateway;

    @Autowired
    BareIdsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        List<String> statements = new ArrayList<>();
        for (var name : List.of("named_sale", "listed_sale")) {
            statements.addAll(Sales.table(name, "int", 12));
        }
        statements.addAll(Sales.table("timed_sale", "uuid", 12));
        statements.addAll(Sales.table("flake_sale", "bigint", 12));
        statements.add(Sales.daily("named_sale", 300));
        statements.add("INSERT INTO timed_sale VALUES ('%s', '2024-03-05', 1)".formatted(TIMED));
        statements.add("INSERT INTO flake_sale VALUES (%d, '2024-03-05', 1)".formatted(FLAKE));
        statements.add("CREATE TABLE listed_sale_place (sale_id int PRIMARY KEY, sale_date date)");
        statements.add("GRANT ALL ON listed_sale_place TO pgweir");
        // Ids in no order, so that each partition may hold any.
        statements.add(
                "INSERT INTO listed_sale SELECT i, date '2024-01-01' + i * 7919 % 300, i FROM generate_series(1, 600) AS i");
        statements.add("INSERT INTO listed_sale_place SELECT sale_id, sale_date FROM listed_sale WHERE sale_id <= 300");
        SharedSchema.change(gateway, statements.toArray(String[]::new));
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "DROP TABLE named_sale",
                "DROP TABLE timed_sale",
                "DROP TABLE flake_sale",
                "DROP TABLE listed_sale",
                "DROP TABLE listed_sale_place");
    }

    @Test
    void findsARowByTheTimeInItsId() {
        assertFound(gateway.get("/timed_sale/" + TIMED), "time");
        assertFound(gateway.get("/flake_sale/" + FLAKE), "time");
    }

    @Test
    void findsARowByTheIdsOfThePartitions() {
        assertFound(gateway.get("/named_sale/65"), "range");
    }

    @Test
    void remembersWhereARowWas() {
        assertFound(gateway.get("/named_sale/66"), "range");
        assertFound(gateway.get("/named_sale/66"), "memory");
    }

    @Test
    void findsARowByATableOfPlaces() {
        assertFound(gateway.get("/listed_sale/10"), "locator");
    }

    @Test
    void searchesAllPartitionsForARowThatNothingElseKnows() {
        var answer = await().atMost(Duration.ofSeconds(10))
                .until(() -> gateway.get("/listed_sale/400"), found -> found.statusCode() != 503);
        assertFound(answer, "search");
    }

    @Test
    void findsARowThatWasMovedSinceItWasRemembered() {
        assertFound(gateway.get("/named_sale/70"), "range");
        TestCluster.shared().execute("UPDATE named_sale SET sale_date = '2024-11-11' WHERE sale_id = 70");
        TestCluster.shared().awaitReplay();
        var answer = await().atMost(Duration.ofSeconds(10))
                .until(() -> gateway.get("/named_sale/70"), found -> found.statusCode() != 503);
        assertFound(answer, "search");
        assertThat(json(answer).path("sale_date").asString()).isEqualTo("2024-11-11");
    }

    @Test
    void knowsWhatIsNowhere() {
        var answer = await().atMost(Duration.ofSeconds(10))
                .until(() -> gateway.get("/named_sale/100000"), found -> found.statusCode() != 503);
        problem(answer, 404, "no-such-item");
    }

    @Test
    void refusesMoreSearchesThanAreAllowed() {
        var answers = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            List<HttpResponse<String>> more = new ArrayList<>();
                            for (var id = 200_000; id < 200_020; id++) {
                                more.add(gateway.get("/named_sale/" + id));
                            }
                            return more;
                        },
                        more -> more.stream().anyMatch(answer -> answer.statusCode() == 503));
        var refused = answers.stream()
                .filter(answer -> answer.statusCode() == 503)
                .findFirst()
                .orElseThrow();
        problem(refused, 503, "searches-exhausted");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void changesAndDeletesARow() {
        var changed = gateway.send(
                "PATCH",
                "/named_sale/80",
                "{\"amount\":99}",
                "Content-Type",
                "application/json",
                "Prefer",
                "return=representation");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed).path("amount").asInt()).isEqualTo(99);
        assertThat(gateway.send("DELETE", "/named_sale/80", "").statusCode()).isEqualTo(204);
        assertThat(TestCluster.shared()
                        .query("primary", "SELECT count(*) FROM named_sale WHERE sale_id = 80", Integer.class))
                .isZero();
    }

    @Test
    void stillServesTheWholeKey() {
        assertThat(gateway.get("/named_sale/90,2024-03-30").headers().firstValue("Located-By"))
                .isEmpty();
        problem(gateway.get("/named_sale/90,2024-03-31"), 404, "no-such-item");
    }

    @Test
    void refusesAnIdThatIsNotUnique() {
        TestCluster.shared()
                .execute(
                        "INSERT INTO named_sale VALUES (1000, '2024-12-01', 1)",
                        "INSERT INTO named_sale VALUES (1000, '2024-12-02', 2)");
        TestCluster.shared().awaitReplay();
        var answer = await().atMost(Duration.ofSeconds(10))
                .until(() -> gateway.get("/named_sale/1000"), found -> found.statusCode() != 503);
        problem(answer, 409, "ambiguous-id");
    }

    private static void assertFound(HttpResponse<String> answer, String way) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Located-By")).contains(way);
    }
}
