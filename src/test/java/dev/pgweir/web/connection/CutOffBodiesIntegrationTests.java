package dev.pgweir.web.connection;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Clients that promise a body, close their half of the connection within it, and listen. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
class CutOffBodiesIntegrationTests {

    private static final int TIMES = 200;

    private final Gateway gateway;

    @Autowired
    CutOffBodiesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /sales            | application/json | Content-Length: 99         | {"order_date":
            PATCH /sales?id=eq.1   | application/json | Content-Length: 99         | {"order_amount":
            POST /sales            | text/csv         | Content-Length: 99         | order_date,
            POST /sales            | application/json | Transfer-Encoding: chunked | 9
            POST /sales            | text/csv         | Transfer-Encoding: chunked | 9
            """)
    void areToldSoAndForgotten(String line, String type, String length, String begin) throws IOException {
        var request = "%s HTTP/1.1\nHost: localhost\nContent-Type: %s\n%s\n\n%s".formatted(line, type, length, begin);
        for (var i = 0; i < TIMES; i++) {
            try (var client = new RawClient(gateway)) {
                assertThat(client.send(request).sayGoodbye().readToEnd())
                        .as("time %d", i)
                        .startsWith("HTTP/1.1 400")
                        .contains("application/problem+json");
            }
        }
        await().untilAsserted(() -> assertThat(activeRequests()).isOne());
    }

    @Test
    void areNoTroubleWhereAnImportIsRefusedBeforeItIsRead(CapturedOutput log) {
        var refused = gateway.send(
                "POST", "/sales", "order_date,order_amount\n", "Content-Type", "text/csv", "Idempotency-Key", "\"a\"");

        problem(refused, 400, "key-not-applicable");
        assertThat(log).doesNotContain("Stream closed");
    }

    /** Also counts the one that asks. */
    private int activeRequests() {
        return Answers.json(gateway.get("/actuator/metrics/http.server.requests.active"))
                .path("measurements")
                .values()
                .stream()
                .filter(measurement -> measurement.path("statistic").asString().equals("ACTIVE_TASKS"))
                .mapToInt(measurement -> measurement.path("value").asInt())
                .sum();
    }
}
