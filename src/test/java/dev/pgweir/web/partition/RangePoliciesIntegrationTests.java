package dev.pgweir.web.partition;

import static dev.pgweir.testing.Answers.follow;
import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.next;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** How far a request goes that says little of the partition key, or nothing. */
@PartitionedGatewayTest
class RangePoliciesIntegrationTests {

    private static final String SMALL_RANGE = "sale_date=gte.2024-02-10&sale_date=lt.2024-03-10";

    private final Gateway gateway;

    @Autowired
    RangePoliciesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        List<String> statements = new ArrayList<>();
        for (var name : List.of("strict_sale", "recent_sale", "open_sale")) {
            statements.addAll(Sales.table(name, "int", 12));
            statements.add(Sales.daily(name, 200));
        }
        statements.add("""
                CREATE TABLE split_sale (sale_id int, sale_date date, PRIMARY KEY (sale_id, sale_date))
                    PARTITION BY RANGE (sale_date)""");
        statements.add("""
                CREATE TABLE split_sale_1 PARTITION OF split_sale FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')
                    PARTITION BY HASH (sale_id)""");
        statements.add("CREATE TABLE split_sale_1a PARTITION OF split_sale_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0)");
        statements.add("CREATE TABLE split_sale_1b PARTITION OF split_sale_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
        statements.add("CREATE VIEW slow_sale AS SELECT * FROM open_sale");
        SharedSchema.change(gateway, statements.toArray(String[]::new));
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "DROP VIEW slow_sale",
                "DROP TABLE strict_sale",
                "DROP TABLE recent_sale",
                "DROP TABLE open_sale",
                "DROP TABLE split_sale");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /strict_sale                                  | on both sides | 12
            /strict_sale?sale_date=gte.2024-11-01         | from above    | 2
            /strict_sale?sale_date=lt.2024-02-01          | from below    | 1
            /strict_sale?amount=eq.3&order=amount         | on both sides | 12
            /strict_sale?select=count()                   | on both sides | 12
            """)
    void refusesARequestWithoutARangeAndNamesOneThatWouldDo(String path, String missing, int partitions) {
        var problem = problem(gateway.get(path), 422, "range-required");
        assertThat(problem.path("message").asString()).contains("sale_date", missing);
        assertThat(problem.path("partitions").asInt()).isEqualTo(partitions);
        var remedy = problem.path("hint").asString().replace("for example ", "");
        assertThat(remedy).startsWith(path);
        assertThat(gateway.get(remedy).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWritesAndExportsWithoutARangeAsWell() {
        problem(gateway.send("DELETE", "/strict_sale?amount=eq.77", ""), 422, "range-required");
        problem(
                gateway.send(
                        "PATCH", "/strict_sale?amount=eq.77", "{\"amount\":1}", "Content-Type", "application/json"),
                422,
                "range-required");
        problem(gateway.get("/strict_sale", "Accept", "text/csv"), 422, "range-required");
        assertThat(gateway.send("DELETE", "/strict_sale?amount=eq.77&" + SMALL_RANGE, "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void servesARangeThatIsNarrowEnough() {
        assertThat(rows(gateway.get("/strict_sale?order=amount&" + SMALL_RANGE)))
                .hasSize(29);
    }

    @Test
    void refusesARangeThatIsTooWideForOneStatement() {
        var wide = "sale_date=gte.2024-01-01&sale_date=lt.2024-06-01";
        var problem = problem(gateway.get("/strict_sale?order=amount&" + wide), 422, "range-too-wide");
        assertThat(problem.path("partitions").asInt()).isEqualTo(5);
        assertThat(problem.path("message").asString()).contains("3");
        assertThat(problem.get("hint").isNull()).isTrue();
    }

    @Test
    void walksThroughARangeThatIsTooWideForOneStatement() {
        var wide = "/strict_sale?sale_date=gte.2024-01-01&sale_date=lt.2024-06-01&order=sale_date.desc";
        assertThat(follow(gateway, wide)).hasSize(152);
        assertThat(follow(gateway, wide + "&limit=7")).hasSize(152);
    }

    @Test
    void showsTheNewestRowsOfAListWithoutARange() {
        var answer = gateway.get("/recent_sale?limit=1000");
        assertThat(window(answer)).isEqualTo("key=\"sale_date\", from=\"2024-06-02\", partitions=7");
        assertThat(rows(answer))
                .hasSize(47)
                .allSatisfy(row -> assertThat(date(row)).isGreaterThanOrEqualTo("2024-06-02"));
        assertThat(rows(gateway.get("/recent_sale?select=count()"))
                        .getFirst()
                        .path("count")
                        .asInt())
                .isEqualTo(47);
    }

    @Test
    void keepsToTheWindowOnTheFollowingPages() {
        var first = gateway.get("/recent_sale?limit=20&order=sale_date");
        assertThat(follow(gateway, "/recent_sale?limit=20&order=sale_date")).hasSize(47);
        assertThat(window(gateway.get(next(first).orElseThrow()))).startsWith("key=\"sale_date\", from=\"2024-06-02\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sale_date=gte.2024-01-01",
                "sale_date=lt.2025-01-01",
                "sale_date.bucket(year)=eq.2024-01-01",
                "or=(sale_date.gte.2024-01-01,sale_date.eq.2024-01-01)"
            })
    void showsAllRowsOfARangeThatTheClientGives(String range) {
        assertThat(rows(gateway.get("/recent_sale?" + range))).hasSize(200);
    }

    @Test
    void exportsAllRows() {
        assertThat(gateway.get("/recent_sale", "Accept", "text/csv").body().lines())
                .hasSize(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /open_sale?limit=1                                 | key="sale_date", partitions=12
            /open_sale?sale_date=eq.2024-03-05                 | key="sale_date", from="2024-03-05", to="2024-03-06", partitions=1
            /open_sale?sale_date=lt.2024-03-01&order=amount    | key="sale_date", to="2024-03-01", partitions=2
            """)
    void tellsWhichPartOfTheTableAnAnswerIsAbout(String path, String window) {
        assertThat(window(gateway.get(path))).isEqualTo(window);
    }

    @Test
    void tellsNothingOfThatWhereThereAreNoPartitions() {
        assertThat(gateway.get("/slow_sale?limit=1").headers().firstValue("Partition-Window"))
                .isEmpty();
    }

    @Test
    void explainsWhichPartitionsAListLooksInto() {
        var answer =
                gateway.get("/open_sale?order=sale_date.desc&sale_date=lt.2024-03-10", "Prefer", "explain-partitions");
        var explanation = json(answer);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("explain-partitions");
        assertThat(answer.headers().firstValue("Served-By")).isPresent();
        assertThat(explanation.path("to").asString()).isEqualTo("2024-03-10");
        assertThat(explanation.path("stepwise").asBoolean()).isTrue();
        assertThat(texts(explanation.path("chosen"))).containsExactly("open_sale_1", "open_sale_2", "open_sale_3");
        assertThat(explanation.path("pruned")).hasSize(9);
        assertThat(explanation.path("pruned").path(0).path("because").asString())
                .isEqualTo("it begins at 2024-04-01, and the window ends at 2024-03-10");
        assertThat(texts(explanation.path("scanned"))).containsExactly("open_sale_3");
    }

    @Test
    void explainsWhichPartsOfPartitionsAListLooksInto() {
        var explanation = json(gateway.get("/split_sale?sale_date=eq.2024-01-05", "Prefer", "explain-partitions"));

        assertThat(texts(explanation.path("chosen"))).containsExactly("split_sale_1");
        assertThat(texts(explanation.path("scanned"))).containsExactlyInAnyOrder("split_sale_1a", "split_sale_1b");
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }

    private static String date(JsonNode row) {
        return row.path("sale_date").asString();
    }

    private static String window(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Partition-Window").orElse("none");
    }
}
