package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What is meant for operators is not to be had by web pages, whatever they make a browser on this machine send. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.admin.hosts=gateway.example",
            "pgweir.web.cors.allowed-origins=https://shop.example",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.loggers.access=unrestricted"
        })
class OperatorsCallsIntegrationTests {

    private static final String REFRESH = "POST /admin/catalog/refresh";
    private static final String LOGGER = "POST /actuator/loggers/dev.pgweir.nosuch";

    private final Gateway gateway;

    @Autowired
    OperatorsCallsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.",
                "localhost.:8080",
                "127.0.0.1",
                "127.8.9.10:1",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]"
            })
    void areTakenByAnyNameOfThisMachine(String host) throws IOException {
        assertThat(send(REFRESH, "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "gateway.example",
                "gateway",
                "10.0.0.1",
                "0.0.0.0",
                "[fe80::1]",
                "[::ffff:10.0.0.1]"
            })
    void areRefusedByAnyOtherName(String host) throws IOException {
        refused(send(REFRESH, "Host: " + host), 403, "foreign-host");
        refused(send("POST /admin/cluster/switchover", "Host: " + host), 403, "foreign-host");
        refused(send("DELETE /admin/cluster/nodes/replica-1", "Host: " + host), 403, "foreign-host");
        refused(send(LOGGER, "Host: " + host), 403, "foreign-host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost",
                "Origin: http://localhost:3000",
                "Origin: https://localhost:8080",
                "Origin: http://127.0.0.1:8080",
                "Origin: http://localhost:8080.evil.example",
                "Origin: ",
                "Origin: https://shop.example",
                "Origin: http://localhost:8080\nOrigin: https://evil.example"
            })
    void areRefusedForPagesOfOtherOrigins(String origin) throws IOException {
        for (var call : new String[] {REFRESH, LOGGER}) {
            assertThat(send(call, "Host: localhost:8080", origin))
                    .startsWith("HTTP/1.1 403")
                    .containsAnyOf("foreign-origin", "origin-not-allowed");
        }
        for (var read : new String[] {"GET /admin/cluster", "HEAD /admin/cluster", "GET /actuator/prometheus"}) {
            assertThat(send(read, "Host: localhost:8080", origin)).startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost:8080, http://localhost:8080", "127.0.0.1, http://127.0.0.1", "[::1]:80, http://[::1]"})
    void areTakenFromPagesOfTheGateway(String host, String origin) throws IOException {
        assertThat(send(REFRESH, "Host: " + host, "Origin: " + origin, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "whatever", "none\nSec-Fetch-Site: cross-site"})
    void areRefusedForPagesOfOtherSites(String site) throws IOException {
        refused(send(REFRESH, "Host: localhost", "Sec-Fetch-Site: " + site), 403, "foreign-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=127.0.0.1",
                "X-Forwarded-For: 127.0.0.1",
                "x-forwarded-host: localhost",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Prefix: /",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy"
            })
    void areRefusedThroughAProxy(String header) throws IOException {
        refused(send(REFRESH, "Host: localhost", header), 403, "loopback-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/csv",
                "*/*",
                "json"
            })
    void takeNoBodyThatAFormCanSend(String type) throws IOException {
        for (var call : new String[] {REFRESH, "POST /admin/cluster/promote", LOGGER}) {
            refused(
                    send(call, "Host: localhost", "Content-Type: " + type, "Content-Length: 0"),
                    415,
                    "unsupported-media-type");
        }
    }

    @Test
    void takeJsonAndNoBodyAtAll() throws IOException {
        assertThat(send(REFRESH, "Host: localhost", "Content-Type: application/json; charset=utf-8"))
                .startsWith("HTTP/1.1 200");
        assertThat(send(REFRESH, "Host: localhost", "Content-Length: 0")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/catalog/refresh",
                "/%61dmin/catalog/refresh",
                "/admin;a=b/catalog/refresh",
                "/admin/nosuch"
            })
    void areGuardedUnderAnySpellingOfTheirPath(String path) throws IOException {
        refused(send("POST " + path, "Host: evil.example"), 403, "foreign-host");
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/cluster, evil.example",
        "/admin/route, rebound.evil.example:8080",
        "/admin/cluster/events, localhost.evil.example",
        "/admin/partitions, 127.0.0.1.evil.example",
        "/actuator, evil.example",
        "/actuator/health, evil.example",
        "/actuator/prometheus, evil.example"
    })
    void areNotShownToAPageWhoseNameStandsForThisMachine(String path, String host) throws IOException {
        refused(send("GET " + path, "Host: " + host), 403, "foreign-host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "gateway.example:8080", "GATEWAY.example", "gateway", "10.0.0.7:8080", "[fd00::7]"})
    void areShownByAddressesAndNamesThatNoSiteCanTake(String host) throws IOException {
        assertThat(send("GET /admin/cluster", "Host: " + host)).startsWith("HTTP/1.1 200");
        assertThat(send("GET /actuator/health", "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @Test
    void cannotBeHadByATargetThatNamesAnotherHostThanTheHeader() throws IOException {
        assertThat(send("POST http://evil.example/admin/catalog/refresh", "Host: localhost"))
                .doesNotStartWith("HTTP/1.1 200");
        assertThat(send("POST http://localhost/admin/catalog/refresh", "Host: evil.example"))
                .doesNotStartWith("HTTP/1.1 200");
        assertThat(send(REFRESH, "Host: localhost", "Host: evil.example")).startsWith("HTTP/1.1 400");
    }

    @Test
    void leaveTheDataAlone() throws IOException {
        assertThat(send("GET /sales?limit=1", "Host: data.example")).startsWith("HTTP/1.1 200");
    }

    private static void refused(String answer, int status, String word) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("Content-Type: application/problem+json", "\"type\":\"urn:pgweir:problem:" + word + "\"");
    }

    /** Clients that are no browsers do not let their users set some of these headers. */
    private String send(String request, String... headers) throws IOException {
        try (var client = new RawClient(gateway)) {
            return client.send(request + " HTTP/1.1\n" + String.join("\n", headers) + "\nConnection: close\n\n")
                    .readToEnd();
        }
    }
}
