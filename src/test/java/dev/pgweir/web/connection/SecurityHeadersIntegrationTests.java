package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(properties = "pgweir.web.cors.allowed-origins=https://shop.example")
class SecurityHeadersIntegrationTests {

    private static final String NOTHING = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

    private final Gateway gateway;

    @Autowired
    SecurityHeadersIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /sales?limit=1",
                "GET /sales?limit=x",
                "GET /nosuch",
                "GET /sales/1;a=b",
                "GET /actuator/health",
                "GET /v3/api-docs",
                "DELETE /",
                "OPTIONS /sales",
                "GET /sales?limit=1 HTTP/1.1\nOrigin: https://shop.example",
                "GET /sales?limit=1 HTTP/1.1\nOrigin: https://evil.example",
                "GET /admin/cluster HTTP/1.1\nOrigin: https://evil.example",
                "GET /sales?limit=1 HTTP/1.1\nAccept: text/csv"
            })
    void areOnEachAnswer(String request) throws IOException {
        assertThat(answer(request))
                .contains(NOTHING)
                .containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
                .containsOnlyOnce("Referrer-Policy: no-referrer\r\n")
                .containsOnlyOnce("Cross-Origin-Resource-Policy: same-origin\r\n");
    }

    @Test
    void letSwaggerUiRunItsOwnScriptsButInNoFrame() throws IOException {
        assertThat(answer("GET /swagger-ui/index.html"))
                .startsWith("HTTP/1.1 200")
                .containsPattern(
                        "Content-Security-Policy: default-src 'none'; script-src 'self'; .*frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff\r\n");
    }

    private String answer(String request) throws IOException {
        var line = request.contains(" HTTP/1.1") ? request : request + " HTTP/1.1";
        try (var client = new RawClient(gateway)) {
            return client.send(line + "\nHost: localhost\nConnection: close\n\n")
                    .readToEnd();
        }
    }
}
