package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What clients see of their own writes, and of what they have read, while replicas lag. */
@SpringBootTest(classes = PgweirApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(Gateway.class)
@DirtiesContext
class ConsistencyIntegrationTests {

    private static final int CLIENTS = 16;
    private static final int PAIRS = Integer.getInteger("test.consistency.pairs", 1_000);
    private static final String TOKEN = "Consistency-Token";
    private static final TestCluster CLUSTER = TestCluster.start(2);

    private final Gateway gateway;

    @Autowired
    ConsistencyIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry registry) {
        CLUSTER.register(registry);
        registry.add("pgweir.web.consistency-cookie", () -> "true");
    }

    @BeforeAll
    static void makeTable() {
        CLUSTER.execute(
                "CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)",
                "GRANT ALL ON counters TO pgweir",
                "INSERT INTO counters SELECT id, 0 FROM generate_series(0, 99) AS id");
        CLUSTER.awaitReplay();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void showsEachClientItsOwnWritesHoweverReplicasLag() throws Exception {
        refreshCatalog();
        var stale = new AtomicInteger();
        var staleWithoutToken = new AtomicInteger();
        whileReplicasLag(() -> inParallel(client -> {
            for (var n = 1; n <= PAIRS / CLIENTS; n++) {
                var written = write(client, n);
                staleWithoutToken.addAndGet(read(client) < n ? 1 : 0);
                stale.addAndGet(read(client, TOKEN, token(written)) < n ? 1 : 0);
            }
        }));

        System.out.printf(
                "of %d reads after a write %d were stale without a token, and %d with one%n",
                PAIRS, staleWithoutToken.get(), stale.get());
        assertThat(stale).hasValue(0);
        assertThat(staleWithoutToken).hasPositiveValue();
    }

    @Test
    void neverShowsAClientLessThanBefore() throws Exception {
        refreshCatalog();
        var steps = new AtomicInteger();
        whileReplicasLag(() -> inParallel(client -> {
            if (client == 0) {
                for (var n = 1; n <= PAIRS / CLIENTS; n++) {
                    write(50, n);
                }
                return;
            }
            var token = token(gateway.get("/counters/50"));
            var before = 0;
            for (var i = 0; i < PAIRS / CLIENTS; i++) {
                var answer = gateway.get("/counters/50", TOKEN, token);
                var now = counter(answer);
                assertThat(now).isGreaterThanOrEqualTo(before);
                steps.addAndGet(now > before ? 1 : 0);
                before = now;
                token = token(answer);
            }
        }));

        assertThat(steps).hasPositiveValue();
    }

    @Test
    void readsAllThatWasCommittedWhereAStrongReadIsAskedFor() {
        refreshCatalog();
        lag("replica-1", true);
        lag("replica-2", true);
        try {
            write(60, 7);

            var strong = gateway.get("/counters/60", "Prefer", "consistency=strong");

            assertThat(counter(strong)).isEqualTo(7);
            assertThat(strong.headers().firstValue("Served-By")).contains("primary; role=primary");
            assertThat(strong.headers().firstValue("Preference-Applied")).contains("consistency=strong");
        } finally {
            lag("replica-1", false);
            lag("replica-2", false);
        }
    }

    @Test
    void readsFromAReplicaThatIsFreshEnoughForTheClient() {
        refreshCatalog();
        lag("replica-1", true);
        lag("replica-2", true);
        try {
            write(61, 1);
            await().untilAsserted(() -> {
                var fresh = gateway.get("/counters/61", "Prefer", "max-staleness=0");
                assertThat(counter(fresh)).isEqualTo(1);
                assertThat(fresh.headers().firstValue("Served-By")).contains("primary; role=primary");
            });
            assertThat(gateway.get("/counters/61", "Prefer", "max-staleness=3600")
                            .headers()
                            .firstValue("Served-By")
                            .orElseThrow())
                    .contains("role=replica");
        } finally {
            lag("replica-1", false);
            lag("replica-2", false);
        }
    }

    @Test
    void givesBrowsersTheTokenAsACookie() {
        refreshCatalog();
        lag("replica-1", true);
        lag("replica-2", true);
        try {
            var cookie = write(62, 9).headers().firstValue("Set-Cookie").orElseThrow();

            assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
            assertThat(read(62, "Cookie", cookie.substring(0, cookie.indexOf(';'))))
                    .isEqualTo(9);
            assertThat(gateway.get("/counters/62", "Cookie", "pgweir-consistency=nonsense")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            lag("replica-1", false);
            lag("replica-2", false);
        }
    }

    /** An answer to a read that began before the write may come after it. */
    @Test
    void keepsTheCookieOfAWriteWhateverReadsBringLater() {
        refreshCatalog();
        lag("replica-1", true);
        lag("replica-2", true);
        try {
            var written = cookie(write(65, 9));
            var seen = cookie(gateway.get("/counters/62", "Prefer", "max-staleness=3600"));

            assertThat(seen.substring(0, seen.indexOf('='))).isNotEqualTo(written.substring(0, written.indexOf('=')));
            assertThat(read(65, "Cookie", written + "; " + seen)).isEqualTo(9);
        } finally {
            lag("replica-1", false);
            lag("replica-2", false);
        }
    }

    private static String cookie(HttpResponse<String> answer) {
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void refusesTwoTokensAtOnce() {
        refreshCatalog();
        var token = token(write(66, 1));

        problem(gateway.get("/counters/66", TOKEN, token, TOKEN, token), 400, "invalid-consistency-token");
    }

    @Test
    void refusesATokenThatWasChanged() {
        refreshCatalog();
        var token = token(write(63, 1));

        problem(gateway.get("/counters/63", TOKEN, "A" + token.substring(1)), 400, "invalid-consistency-token");
        problem(gateway.get("/counters/63", TOKEN, "!"), 400, "invalid-consistency-token");
        problem(gateway.get("/counters/63", "Prefer", "consistency=perhaps"), 400, "malformed-preference");
    }

    @Test
    void returnsTheTokenItWasGivenWhereTheClientMindsNothing() {
        refreshCatalog();
        var token = token(write(64, 1));

        var eventual = gateway.get("/counters/64", TOKEN, token, "Prefer", "consistency=eventual");

        assertThat(token(eventual)).isEqualTo(token);
    }

    private void refreshCatalog() {
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> write(int client, int n) {
        var answer =
                gateway.send("PATCH", "/counters/" + client, "{\"n\":" + n + "}", "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        return answer;
    }

    private int read(int client, String... headers) {
        return counter(gateway.get("/counters/" + client, headers));
    }

    private static int counter(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Integer.parseInt(answer.body().replaceAll(".*\"n\":(\\d+).*", "$1"));
    }

    private static String token(HttpResponse<String> answer) {
        return answer.headers().firstValue(TOKEN).orElseThrow();
    }

    private static void lag(String replica, boolean paused) {
        CLUSTER.query(
                replica,
                paused ? "SELECT pg_wal_replay_pause()::text" : "SELECT pg_wal_replay_resume()::text",
                String.class);
    }

    /** Pauses and resumes the replay of each replica at random meanwhile. */
    private static void whileReplicasLag(Callable<Void> work) throws Exception {
        var over = new AtomicBoolean();
        try (var threads = Executors.newCachedThreadPool()) {
            var random = new Random(4711);
            var disturber = threads.submit(() -> {
                while (!over.get()) {
                    lag("replica-" + (1 + random.nextInt(2)), random.nextInt(3) > 0);
                }
            });
            try {
                work.call();
            } finally {
                over.set(true);
                disturber.get();
                lag("replica-1", false);
                lag("replica-2", false);
            }
        }
    }

    private interface ClientWork {

        void run(int client);
    }

    private static Void inParallel(ClientWork work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> clients = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> {
                        work.run(client);
                        return null;
                    })
                    .toList();
            for (var client : threads.invokeAll(clients)) {
                client.get();
            }
        }
        return null;
    }
}
