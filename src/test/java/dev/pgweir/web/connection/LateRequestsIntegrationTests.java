package dev.pgweir.web.connection;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that queue for a processor for too long. */
@GatewayTest
class LateRequestsIntegrationTests {

    /** Each keeps a processor busy until it is passed over: all of them together for longer than a burst may last. */
    private static final int BUSY = 100 * Runtime.getRuntime().availableProcessors();

    private final Gateway gateway;
    private final WorkerThreads threads;

    @Autowired
    LateRequestsIntegrationTests(Gateway gateway, WorkerThreads threads) {
        this.gateway = gateway;
        this.threads = threads;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sales?limit=1, X-Nothing, ''",
        "GET, /nosuch, Origin, https://app.example",
        "POST, /sales, X-Nothing, '{}'",
        "DELETE, /sales, X-Nothing, ''"
    })
    void areRefused(String method, String path, String header, String body) {
        var answer = late(method, path, body, header, "https://app.example");

        problem(answer, 503, "overloaded");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void areServedNeverthelessWhereOperatorsAsk() {
        assertThat(late("GET", "/actuator/health/liveness", "", "X-Nothing", "").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> late(String method, String path, String body, String header, String value) {
        var end = new CountDownLatch(1);
        for (var i = 0; i < BUSY; i++) {
            threads.workers().execute(() -> awaitUninterruptibly(end));
        }
        try {
            return gateway.send(method, path, body, header, value);
        } finally {
            end.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
