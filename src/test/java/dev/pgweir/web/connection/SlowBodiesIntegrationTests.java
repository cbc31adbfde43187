package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Bodies that come little by little, of clients who would be waited for until their deadline. */
@GatewayTest
class SlowBodiesIntegrationTests {

    private static final Duration PACE = Duration.ofMillis(250);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Gateway gateway;

    @Autowired
    SlowBodiesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv"})
    void areCutOffThatComeByTheByte(String contentType) throws IOException {
        try (var client = new RawClient(gateway)) {
            client.send(begin(contentType));
            await().pollInterval(PACE).atMost(DEADLINE).until(() -> {
                client.send("o");
                return client.hasAnswer();
            });

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408").contains("incomplete-body");
        }
    }

    @Test
    void areReadToTheirEndThatKeepPace() throws IOException {
        var sent = new AtomicInteger();
        try (var client = new RawClient(gateway)) {
            client.send(begin("application/json"));
            await().pollInterval(PACE).atMost(DEADLINE).until(() -> {
                client.send(" ".repeat(400));
                return sent.addAndGet(400) == 10_000;
            });

            assertThat(client.read(12)).isEqualTo("HTTP/1.1 400");
        }
    }

    private static String begin(String contentType) {
        return "POST /sales HTTP/1.1\nHost: localhost\nContent-Type: %s\nContent-Length: 10000\n\n"
                .formatted(contentType);
    }
}
