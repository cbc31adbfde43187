package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.admin.connector.OperatorsConnector;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators with a port of their own are served there, whatever the clients of the data do at the other. */
class OperatorsPortIntegrationTests {

    private static final int WORKERS = 20;
    private static final int MANY = 1_000;
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final String HALF_HEADERS = "GET /sales HTTP/1.1\nHost: localhost\nX-More: ";
    private static final String HALF_BODY =
            " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 99\n\n{\"a\": ";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static StartedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = StartedGateway.on(
                TestCluster.shared(),
                "pgweir.admin.port=0",
                "server.tomcat.threads.max=" + WORKERS,
                "server.tomcat.connection-timeout=2m",
                "pgweir.web.default-deadline=2m",
                "pgweir.web.max-deadline=2m");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/cluster", "/admin/route", "/actuator/health/readiness", "/actuator/prometheus"})
    void areServedThereAndNowhereElse(String path) throws Exception {
        assertThat(operators("GET", path).statusCode()).isEqualTo(200);
        assertNotFound(gateway.http().get(path));
        assertNotFound(gateway.http().send("POST", path, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sales", "/sales/1", "/rpc/now", "/swagger-ui/index.html", "/v3/api-docs", "/nosuch"})
    void leaveAllElseToTheOtherPort(String path) throws Exception {
        assertNotFound(operators("GET", path));
    }

    @Test
    void areGuardedThereAsWell() throws Exception {
        assertThat(operators("POST", "/admin/catalog/refresh").statusCode()).isEqualTo(200);
        assertThat(operators("POST", "/admin/catalog/refresh", "X-Forwarded-For", "127.0.0.1")
                        .body())
                .contains("loopback-only");
        assertThat(operators("GET", "/admin/cluster", "Origin", "https://evil.example")
                        .body())
                .contains("foreign-origin");
    }

    @Test
    void areNotSilencedByClientsThatSendHalfOfTheirRequests() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (var i = 0; i < MANY; i++) {
                clients.add(RawClient.narrow(gateway.http()).send(HALF_HEADERS));
                clients.add(RawClient.narrow(gateway.http()).send("POST " + path(i) + HALF_BODY));
                if (i % 50 == 0) {
                    assertServed();
                }
            }
            assertServed();
            assertThat(gateway.http().get("/sales?limit=1").statusCode()).isEqualTo(200);
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static String path(int i) {
        return i % 2 == 0 ? "/sales" : "/admin/cluster/promote";
    }

    @Test
    void areNotSilencedByClientsThatTakeNothing() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (var i = 0; i < 5 * WORKERS; i++) {
                clients.add(RawClient.narrow(gateway.http())
                        .send("GET /sales HTTP/1.1\nHost: localhost\nAccept: text/csv\n\n"));
            }
            assertServed();
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    @Test
    void needAnotherPortThanTheData() {
        assertThatThrownBy(
                        () -> StartedGateway.on(TestCluster.shared(), "server.port=18080", "pgweir.admin.port=18080"))
                .hasStackTraceContaining("pgweir.admin.port with value '18080' is invalid: server.port is the same");
    }

    @Test
    void haveAnAddressOfTheirOwnOnlyWithAPort() {
        assertThatThrownBy(() -> StartedGateway.on(TestCluster.shared(), "pgweir.admin.address=0.0.0.0"))
                .hasStackTraceContaining(
                        "pgweir.admin.address with value '0.0.0.0' is invalid: without pgweir.admin.port");
    }

    private static void assertServed() throws Exception {
        for (var path : new String[] {"/actuator/health/liveness", "/actuator/health/readiness", "/admin/cluster"}) {
            assertThat(operators("GET", path).statusCode()).isEqualTo(200);
        }
    }

    private static void assertNotFound(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:pgweir:problem:no-such-route");
    }

    private static HttpResponse<String> operators(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var url = gateway.part(OperatorsConnector.class).url().orElseThrow();
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PROMPTLY);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
