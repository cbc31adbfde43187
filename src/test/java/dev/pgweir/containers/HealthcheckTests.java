package dev.pgweir.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image's health check: succeeds where readiness answers 200, and nowhere else. */
class HealthcheckTests {

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void tellsWhetherTheGatewayIsReady(int status, int exitValue) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(healthcheck(
                            Map.of("SERVER_PORT", "" + server.getAddress().getPort())))
                    .isEqualTo(exitValue);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void asksAtThePortForOperators() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            var own = "" + server.getAddress().getPort();
            assertThat(healthcheck(Map.of("PGWEIR_ADMIN_PORT", own, "SERVER_PORT", "1")))
                    .isZero();
        } finally {
            server.stop(0);
        }
    }

    private static int healthcheck(Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("docker/healthcheck.sh").inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
