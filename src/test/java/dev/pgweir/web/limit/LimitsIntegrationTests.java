package dev.pgweir.web.limit;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.StatementLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers who ask for more than they may, next to others who must not notice. Each test has callers and addresses of its own. */
class LimitsIntegrationTests {

    private static final List<String> NOTES = List.of(
            "CREATE TABLE note (id int PRIMARY KEY, body text)",
            "CREATE TABLE page (note int REFERENCES note, no int, PRIMARY KEY (note, no))",
            "INSERT INTO note SELECT n, 'note ' || n FROM generate_series(1, 100) n",
            "INSERT INTO page SELECT 1, n FROM generate_series(1, 10) n",
            "GRANT ALL ON note, page TO {anon}, {user}, {clerk}, {boss}");

    private static final int LISTS = 30;

    private static final String[] LIMITS = {
        "pgweir.limits.caller.rate=60",
        "pgweir.limits.caller.period=10m",
        "pgweir.limits.address.rate=20",
        "pgweir.limits.address.period=10m",
        "pgweir.limits.failed-authentications=5",
        "pgweir.limits.roles.limits_clerk.rate=0",
        "pgweir.limits.roles.limits_boss.max-limit=3",
        "pgweir.limits.roles.limits_boss.count-exact=false",
        "pgweir.limits.trusted-proxies=127.0.0.0/8,::1",
        "pgweir.web.cors.allowed-origins=https://shop.example"
    };

    private static SecuredSchema schema;

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of("limits", NOTES, LIMITS);
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @Test
    void aCallerIsToldBeforeItsRateIsSpentAndWhenToComeAgain() {
        var alice = schema.bearer("user", "alice");
        for (var i = 0; i < 24; i++) {
            assertThat(list(alice).headers().firstValue("RateLimit")).isEmpty();
        }
        for (var i = 24; i < LISTS; i++) {
            var near = list(alice);
            assertThat(near.statusCode()).isEqualTo(200);
            assertThat(near.headers().firstValue("RateLimit-Policy")).contains("\"caller\";q=60;w=600");
            assertThat(near.headers().firstValue("RateLimit").orElseThrow())
                    .startsWith("\"caller\";r=%d;t=".formatted(60 - 2 * (i + 1)));
        }

        var refused = schema.http().get("/note", "Authorization", alice, "Origin", "https://shop.example");

        assertThat(problem(refused, 429, "too-many-requests").path("cause").asString())
                .isEqualTo("caller");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(500L, 600L);
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"caller\";r=0;t=");
        assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"caller\";q=60;w=600");
        assertThat(refused.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("RateLimit,", "RateLimit-Policy", "Retry-After");
        assertThat(list(schema.bearer("user", "bob")).statusCode()).isEqualTo(200);
    }

    @Test
    void atFourTimesTheLimitOfOneCallerOthersKeepTheirGoodput() throws Exception {
        List<Future<List<Integer>>> others = new ArrayList<>();
        try (var log = new StatementLog();
                var threads = Executors.newFixedThreadPool(5)) {
            var greedy = threads.submit(lists(schema.bearer("user", "greedy"), 4 * LISTS));
            for (var other : List.of("carol", "dave", "erin", "frank")) {
                others.add(threads.submit(lists(schema.bearer("user", other), 20)));
            }

            for (var other : others) {
                assertThat(other.get()).hasSize(20).containsOnly(200);
            }
            assertThat(greedy.get().stream().filter(status -> status == 200)).hasSize(LISTS);
            assertThat(greedy.get().stream().filter(status -> status == 429)).hasSize(3 * LISTS);
            assertThat(log.statements().stream().filter(sql -> sql.contains("\"note\"")))
                    .as("what reached the database")
                    .hasSize(LISTS + 4 * 20);
        }
    }

    private static Callable<List<Integer>> lists(String token, int count) {
        return () -> IntStream.range(0, count)
                .mapToObj(_ -> list(token).statusCode())
                .toList();
    }

    private static HttpResponse<String> list(String token) {
        return schema.http().get("/note?limit=2", "Authorization", token);
    }

    @Test
    void aRequestCostsWhatItAsksFor() {
        var grace = schema.bearer("user", "grace");
        schema.http().get("/note", "Authorization", grace, "Accept", "text/csv");
        schema.http().get("/note", "Authorization", grace, "Accept", "text/csv");
        schema.http().get("/note", "Authorization", grace, "Prefer", "count=exact");
        schema.http().send("PATCH", "/note/1", "{\"body\": \"new\"}", "Authorization", grace);

        var last = schema.http().get("/note/1", "Authorization", grace);

        assertThat(last.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"caller\";r=6;");
    }

    @Test
    void callersWithoutANameAreToldApartByTheirAddresses() {
        for (var i = 0; i < 10; i++) {
            assertThat(schema.http()
                            .get("/note", "X-Forwarded-For", "192.0.2.1")
                            .statusCode())
                    .isEqualTo(200);
        }

        var refused = schema.http().get("/note", "X-Forwarded-For", "192.0.2.1");

        assertThat(problem(refused, 429, "too-many-requests").path("cause").asString())
                .isEqualTo("address");
        assertThat(schema.http().get("/note", "X-Forwarded-For", "192.0.2.2").statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneWhoTriesTokensIsRefusedBeforeTheNextIsLookedAt() {
        var good = schema.bearer("user", "heidi");
        for (var i = 0; i < 5; i++) {
            problem(from("192.0.2.9", good + i), 401, "invalid-token");
        }

        var refused = from("192.0.2.9", good);

        assertThat(problem(refused, 429, "too-many-requests").path("cause").asString())
                .isEqualTo("authentications");
        assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"authentications\";q=5;w=60");
        assertThat(from("192.0.2.10", good).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> from(String address, String token) {
        return schema.http().get("/note", "Authorization", token, "X-Forwarded-For", address);
    }

    @Test
    void aRefusalDoesNotWaitForTheBody() throws IOException {
        var ivan = schema.bearer("user", "ivan");
        for (var i = 0; i < LISTS; i++) {
            list(ivan);
        }

        try (var client = new RawClient(schema.http())) {
            client.send(("POST /note HTTP/1.1\nHost: localhost\nAuthorization: %s\nContent-Type: application/json\n"
                            + "Content-Length: 1000000\n\n{")
                    .formatted(ivan));
            assertThat(client.read(12)).isEqualTo("HTTP/1.1 429");
        }
    }

    @Test
    void aRoleMayHaveARateOfItsOwn() throws Exception {
        assertThat(lists(schema.bearer("clerk", "judy"), 2 * LISTS).call()).containsOnly(200);
    }

    @Test
    void aRoleMayHaveShorterPages() {
        var boss = schema.bearer("boss", "mallory");

        var asked = schema.http().get("/note?limit=50", "Authorization", boss);
        assertThat(rows(asked)).hasSize(3);
        assertThat(asked.headers().firstValue("Limit-Applied")).contains("3");
        var unasked = schema.http().get("/note", "Authorization", boss);
        assertThat(rows(unasked)).hasSize(3);
        assertThat(unasked.headers().firstValue("Limit-Applied")).isEmpty();
    }

    /** What is embedded is remembered by its words, whoever asked for it. */
    @Test
    void aRoleMayHaveFewerRowsInARow() {
        assertThat(pages(schema.bearer("clerk", "niaj"))).isEqualTo(10);
        assertThat(pages(schema.bearer("boss", "olivia"))).isEqualTo(3);
        assertThat(pages(schema.bearer("clerk", "niaj"))).isEqualTo(10);
    }

    private static int pages(String token) {
        var answer = schema.http().get("/note?id=eq.1&select=id,page(no)", "Authorization", token);
        return rows(answer).getFirst().path("page").size();
    }

    @Test
    void aRoleMayBeKeptFromCounting() {
        assertThat(applied("boss")).contains("count=planned");
        assertThat(applied("user")).contains("count=exact");
    }

    private static String applied(String role) {
        var answer = schema.http()
                .get("/note?limit=2", "Authorization", schema.bearer(role, "peggy"), "Prefer", "count=exact");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 206);
        return answer.headers().firstValue("Preference-Applied").orElseThrow();
    }

    @Test
    void operatorsAreNotLimited() {
        for (var i = 0; i < 50; i++) {
            assertThat(schema.http().get("/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsRefusedIsCounted() {
        var meters = schema.started().part(MeterRegistry.class);
        var before =
                meters.get("pgweir.limited").tag("cause", "address").counter().count();
        for (var i = 0; i < 12; i++) {
            schema.http().get("/note", "X-Forwarded-For", "192.0.2.20");
        }

        assertThat(meters.get("pgweir.limited")
                                .tag("cause", "address")
                                .counter()
                                .count()
                        - before)
                .isEqualTo(2);
    }
}
