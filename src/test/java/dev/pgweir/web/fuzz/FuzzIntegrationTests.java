package dev.pgweir.web.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.ServerLog;
import dev.pgweir.testing.SharedSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever comes, it is answered, and by no failure of the gateway; no server hears a word of it outside of parameters; and
 * afterwards the gateway is what it was. {@code -Dtest.fuzz.requests} says how many requests there are.
 */
@GatewayTest
class FuzzIntegrationTests {

    private static final Logger log = LoggerFactory.getLogger(FuzzIntegrationTests.class);

    private static final int REQUESTS = Integer.getInteger("test.fuzz.requests", 20_000);

    /** Each with a table of its own, since writes that wait for each other may be answered 503. */
    private static final int CLIENTS = 4;

    private static final int PIPELINED = 16;
    private static final int TIMED = 200;

    /** Settings of sessions, transactions, the catalog and records of idempotent writes: fixed texts. */
    private static final int MOST_OF_OUR_OWN = 40;

    /** At a body alone, to find the value that the server blames: one for each choice of columns. */
    private static final Pattern LOOK = Pattern.compile("^/\\*[^*]+\\*/ SELECT (\\* )?FROM json_to_record\\(");

    private static final List<String> COLUMNS =
            List.of("id", "text", "amount", "day", "moment", "tags", "period", "data");

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Gateway gateway;

    @Autowired
    FuzzIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, tables().map("""
                        CREATE TABLE %s (
                            id int PRIMARY KEY CHECK (id BETWEEN 1 AND 20), text text, amount numeric, day date,
                            moment timestamptz, tags text[], period daterange, data jsonb)"""::formatted).toArray(String[]::new));
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, tables().map("DROP TABLE "::concat).toArray(String[]::new));
    }

    @Test
    void standsMalformedRequests() throws Exception {
        try (var servers = new ServerLog(TestCluster.shared())) {
            fuzz(0, REQUESTS / 10);
            var before = median();
            fuzz(1, REQUESTS - REQUESTS / 10);

            assertThat(complaints).isEmpty();
            assertThatNothingLeaked(servers.statements());
            await().untilAsserted(this::assertIdle);
            assertThat(median()).isLessThan(3 * before);
        }
    }

    private void fuzz(int round, int requests) throws Exception {
        var start = System.nanoTime();
        var statuses = new TreeMap<Integer, Integer>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = IntStream.range(0, CLIENTS)
                    .<Callable<Map<Integer, Integer>>>mapToObj(
                            client -> () -> send(client, CLIENTS * round + client, requests / CLIENTS))
                    .toList();
            for (var client : executor.invokeAll(clients)) {
                client.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
            }
        }
        log.info("{} requests in {} ms, answered {}", requests, (System.nanoTime() - start) / 1_000_000, statuses);
    }

    private Map<Integer, Integer> send(int client, long seed, int requests) throws IOException {
        var fuzzer = new RequestFuzzer(new Random(seed), "fuzz_" + client);
        List<FuzzedRequest> framed = new ArrayList<>();
        try (var connection = new FuzzClient(gateway.uri("/"), complaints)) {
            for (var i = 0; i < requests && complaints.size() < 10; i++) {
                var request = fuzzer.next();
                if (!request.framed()) {
                    connection.alone(request);
                } else if (framed.add(request) && framed.size() == PIPELINED) {
                    connection.pipeline(framed);
                    framed.clear();
                }
            }
            connection.pipeline(framed);
            return connection.statuses();
        }
    }

    private static void assertThatNothingLeaked(Set<String> statements) {
        var names = Stream.of(tables(), COLUMNS.stream(), Stream.of("public"))
                .flatMap(name -> name)
                .map(name -> '"' + name + '"')
                .collect(Collectors.toSet());
        var grammar = new StatementGrammar(names);
        assertThat(statements)
                .allSatisfy(statement -> assertThat(statement).doesNotContainIgnoringCase(TextFuzzer.MARKER));
        var rendered = statements.stream()
                .filter(statement -> statement.contains("\"fuzz_"))
                .toList();
        assertThat(rendered)
                .hasSizeGreaterThan(100)
                .allSatisfy(statement ->
                        assertThat(grammar.strangers(statement)).as(statement).isEmpty());
        assertThat(statements)
                .as("those of the gateway itself")
                .filteredOn(statement -> !rendered.contains(statement)
                        && !LOOK.matcher(statement).find())
                .hasSizeLessThan(MOST_OF_OUR_OWN);
    }

    /** No connection to a node is in use, and no request runs but the one that asks. */
    private void assertIdle() {
        assertThat(metric("hikaricp.connections.active", "VALUE")).isZero();
        assertThat(metric("hikaricp.connections.pending", "VALUE")).isZero();
        assertThat(metric("http.server.requests.active", "ACTIVE_TASKS")).isOne();
    }

    private int metric(String name, String statistic) {
        return Answers.json(gateway.get("/actuator/metrics/" + name)).path("measurements").values().stream()
                .filter(measurement -> measurement.path("statistic").asString().equals(statistic))
                .mapToInt(measurement -> measurement.path("value").asInt())
                .sum();
    }

    /** How long an ordinary request takes, in nanoseconds. */
    private long median() {
        var times = IntStream.range(0, TIMED)
                .mapToLong(i -> {
                    var start = System.nanoTime();
                    assertThat(gateway.get("/fuzz_0?id=eq.1").statusCode()).isEqualTo(200);
                    return System.nanoTime() - start;
                })
                .sorted()
                .toArray();
        return times[TIMED / 2];
    }

    private static Stream<String> tables() {
        return IntStream.range(0, CLIENTS).mapToObj("fuzz_%d"::formatted);
    }
}
