package dev.pgweir.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.SecuredSchema;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing of one caller may reach another over a connection that both use. Each test also runs with a login that may do
 * everything, so that a statement without a role shows rows instead of failing.
 */
class LeaksIntegrationTests {

    private static final String[] ONE_CONNECTION = {
        "pgweir.routing.pool-size=1",
        "pgweir.routing.fallback-pool-size=1",
        "pgweir.routing.stream-pool-size=1",
        "pgweir.routing.resource-share=100",
        "pgweir.routing.target-wait=20s"
    };

    private static SecuredSchema locked;
    private static SecuredSchema privileged;

    @BeforeAll
    static void start() {
        locked = SecuredSchema.of("leaks", Notes.TABLES, ONE_CONNECTION);
        privileged = SecuredSchema.of("leaks_wide", Notes.TABLES, ONE_CONNECTION);
        privileged.givePrivilegesToLogin();
    }

    @AfterAll
    static void stop() {
        locked.close();
        privileged.close();
    }

    private static SecuredSchema schema(boolean wide) {
        return wide ? privileged : locked;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThousandCallersOnOneConnectionSeeTheirOwnRowsAlone(boolean wide) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<Void>> all = new ArrayList<>();
            for (var i = 1; i <= 1000; i++) {
                var number = i;
                Callable<Void> caller = () -> {
                    useEverything(schema(wide), number);
                    return null;
                };
                all.add(threads.submit(caller));
            }
            for (var each : all) {
                each.get();
            }
        }
    }

    /** Two of all kinds of request, some of which fail, in an order that differs between callers. */
    private static void useEverything(SecuredSchema schema, int number) {
        var me = "user" + number;
        var gateway = schema.http();
        var token = schema.bearer("user", me);
        var other = "user" + (number % 1000 + 1);
        switch (number % 9) {
            case 0 ->
                assertThat(status(gateway.get("/note?id=eq.x", "Authorization", token)))
                        .isEqualTo(400);
            case 1 ->
                assertThat(status(gateway.get("/note/-" + (number % 1000 + 1), "Authorization", token)))
                        .isEqualTo(404);
            case 2 -> assertThat(status(gateway.get("/note"))).isEqualTo(401);
            case 3 ->
                assertThat(status(gateway.get("/open", "Authorization", token))).isEqualTo(200);
            case 4 ->
                assertThat(status(Notes.sent(gateway, "POST", "/note", "{\"owner\":\"" + other + "\"}", token)))
                        .isEqualTo(403);
            case 5 ->
                assertThat(gateway.get("/rpc/who", "Authorization", token).body())
                        .contains("_user", "\"" + me + "\"");
            case 6 ->
                assertThat(Notes.owners(Notes.sent(gateway, "POST", "/note", "{\"body\":\"made\"}", token)))
                        .containsOnly(me);
            case 7 ->
                assertThat(Notes.owners(Notes.sent(gateway, "PATCH", "/note?id=lt.0", "{\"body\":\"new\"}", token)))
                        .containsOnly(me);
            default ->
                assertThat(Notes.owners(gateway.get(
                                "/note?select=owner", "Authorization", token, "Accept", "application/x-ndjson")))
                        .containsOnly(me);
        }
        assertThat(Notes.owners(gateway.get("/note", "Authorization", token))).containsOnly(me);
    }

    private static int status(HttpResponse<String> answer) {
        return answer.statusCode();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatACallerDoesToTheSessionEndsWithTheRequest(boolean wide) {
        var gateway = schema(wide).http();
        var token = schema(wide).bearer("user", "user2");
        for (var poison : List.of("/rpc/poison", "/rpc/poison_reading")) {
            var poisoned =
                    gateway.send("POST", poison, "{}", "Authorization", token, "Content-Type", "application/json");
            assertThat(poisoned.statusCode()).as(poisoned.body()).isEqualTo(200);
            for (var i = 0; i < 5; i++) {
                assertThat(gateway.get("/note").statusCode()).isEqualTo(401);
                assertThat(gateway.get("/rpc/who").body()).contains("_anon").doesNotContain("user1");
                assertThat(Notes.owners(gateway.get("/note", "Authorization", token)))
                        .containsOnly("user2");
                assertThat(Notes.owners(gateway.get("/note", "Authorization", token, "Prefer", "consistency=strong")))
                        .containsOnly("user2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestThatIsCutOffLeavesNothingToTheNext(boolean wide) throws Exception {
        var gateway = schema(wide).http();
        var token = schema(wide).bearer("user", "user3");
        var late = gateway.get("/rpc/slow", "Authorization", token, "Prefer", "wait=1");
        assertThat(late.statusCode()).as(late.body()).isEqualTo(504);
        assertThat(gateway.get("/rpc/who").body()).contains("_anon");

        try (var client = new RawClient(gateway)) {
            client.send("GET /rpc/slow HTTP/1.1\nHost: localhost\nAuthorization: %s\n\n".formatted(token));
        }
        assertThat(gateway.get("/rpc/who", "Prefer", "wait=20").body()).contains("_anon");
        assertThat(Notes.owners(
                        gateway.get("/note", "Authorization", schema(wide).bearer("user", "user4"))))
                .containsOnly("user4");
    }
}
