package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing of one caller may reach another while requests are repeated, asked of two nodes at once, and given up, because nodes freeze,
 * die and take over. Also with a login that may do everything.
 */
@Tag("soak")
class LeaksDuringFailuresIntegrationTests {

    private static final int CALLERS = 1000;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callersSeeTheirOwnRowsAloneWhileNodesFreezeDieAndTakeOver(boolean wide) throws Exception {
        try (var cluster = TestCluster.start(2);
                var schema = SecuredSchema.of(
                        cluster,
                        StartedGateway::on,
                        "leaks_failing",
                        Notes.TABLES,
                        "pgweir.routing.pool-size=2",
                        "pgweir.routing.target-wait=20s",
                        "pgweir.routing.retry-percentage=100",
                        "pgweir.routing.hedge-delay=1ms");
                var threads = Executors.newFixedThreadPool(6)) {
            if (wide) {
                schema.givePrivilegesToLogin();
            }
            List<Future<Void>> all = new ArrayList<>();
            for (var i = 0; i < 6; i++) {
                all.add(threads.submit(asking(schema)));
            }
            try {
                awaitSuccesses(200);
                cluster.freeze("replica-1");
                awaitSuccesses(100);
                cluster.thaw("replica-1");
                cluster.kill("primary");
                cluster.promote("replica-2");
                awaitSuccesses(200);
            } finally {
                ended.set(true);
                for (var each : all) {
                    each.get();
                }
            }
            assertThat(hedged(schema.http())).isPositive();
        }
    }

    private Callable<Void> asking(SecuredSchema schema) {
        return () -> {
            while (!ended.get()) {
                ask(schema, asked.incrementAndGet() % CALLERS + 1);
            }
            return null;
        };
    }

    private void ask(SecuredSchema schema, int number) {
        var gateway = schema.http();
        var token = schema.bearer("user", "user" + number);
        var other = "/note/-" + (number % CALLERS + 1);
        assertThat(gateway.get(other, "Authorization", token).statusCode()).isIn(404, 503, 504);
        assertThat(gateway.get("/note/-" + number).statusCode()).isIn(401, 503, 504);
        isOwn(gateway.get("/note/-" + number, "Authorization", token), number, read);
        isOwn(gateway.get("/note", "Authorization", token), number, read);
        isOwn(Notes.sent(gateway, "PATCH", "/note?id=lt.0", "{\"body\": \"new\"}", token), number, written);
    }

    /** An answer is that of its caller, or tells of a failure. */
    private static void isOwn(HttpResponse<String> answer, int number, AtomicInteger successes) {
        if (answer.statusCode() < 500) {
            assertThat(Notes.owners(answer)).containsOnly("user" + number);
            successes.incrementAndGet();
        }
    }

    private void awaitSuccesses(int more) {
        awaitMore(read, more);
        awaitMore(written, more);
    }

    private static void awaitMore(AtomicInteger counted, int more) {
        var before = counted.get();
        patiently().until(() -> counted.get() >= before + more);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private static int hedged(Gateway gateway) {
        return json(gateway.get("/actuator/metrics/pgweir.transactions.hedged"))
                .at("/measurements/0/value")
                .asInt();
    }
}
