package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are refused before anybody looks at their bodies, which do not come. */
class RefusedBodiesIntegrationTests {

    private static final int WORKERS = 10;
    private static final String HALF_BODY = "\nContent-Type: application/json\nContent-Length: 99\n\n{\"a\": ";

    private static StartedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = StartedGateway.on(
                TestCluster.shared(),
                "server.tomcat.threads.max=" + WORKERS,
                "server.tomcat.connection-timeout=2m",
                "pgweir.web.cors.allowed-origins=https://shop.example");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /admin/catalog/refresh HTTP/1.1\nHost: evil.example",
                "POST /sales HTTP/1.1\nHost: localhost\nOrigin: https://evil.example",
                "OPTIONS /sales HTTP/1.1\nHost: localhost\nOrigin: https://evil.example\nAccess-Control-Request-Method: PUT",
                "OPTIONS /sales HTTP/1.1\nHost: localhost\nOrigin: https://shop.example\nAccess-Control-Request-Method: PUT"
            })
    void areAnsweredAndHoldNoWorker(String request) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (var i = 0; i < 3 * WORKERS; i++) {
                clients.add(new RawClient(gateway.http()).send(request + HALF_BODY));
            }
            for (var client : clients) {
                assertThat(client.read(12)).isEqualTo(request.contains("shop") ? "HTTP/1.1 200" : "HTTP/1.1 403");
            }
            try (var other = new RawClient(gateway.http()).request("GET /sales?limit=1")) {
                assertThat(other.read(12)).isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }
}
