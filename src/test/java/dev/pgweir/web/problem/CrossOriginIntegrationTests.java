package dev.pgweir.web.problem;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What a page of another origin may do from a browser. */
@GatewayTest
@TestPropertySource(properties = "pgweir.web.cors.allowed-origins=https://shop.example,https://*.office.example")
class CrossOriginIntegrationTests {

    private final Gateway gateway;

    @Autowired
    CrossOriginIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void tellsABrowserBeforehandWhatItMaySend() throws IOException {
        var answer = preflight("https://shop.example");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains(
                        "Access-Control-Allow-Origin: https://shop.example\r\n",
                        "Access-Control-Allow-Methods: PATCH\r\n",
                        "Access-Control-Allow-Headers: prefer, content-type\r\n",
                        "Access-Control-Max-Age: 1800\r\n");
    }

    @Test
    void refusesOtherOriginsBeforehand() throws IOException {
        assertThat(preflight("https://evil.example"))
                .startsWith("HTTP/1.1 403 ")
                .contains("application/problem+json", "\"type\":\"urn:pgweir:problem:origin-not-allowed\"")
                .doesNotContain("Access-Control-Allow");
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example", "https://till.office.example"})
    void showsAPageTheAnswerAndItsHeaders(String origin) {
        var answer = gateway.get("/sales?limit=1", "Origin", origin);

        assertThat(rows(answer)).hasSize(1);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains(
                        "Link",
                        "Content-Range",
                        "Served-By",
                        "Location",
                        "Preference-Applied",
                        "Limit-Applied",
                        "Embedded-Limit")
                .contains("Idempotency-Replayed", "Consistency-Token");
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @CsvSource({"/sales?nosuch=eq.1, 400, unknown-column", "/nosuch, 404, no-such-route"})
    void showsAPageItsErrors(String path, int status, String code) {
        var answer = gateway.get(path, "Origin", "https://shop.example");

        problem(answer, status, code);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
    }

    @Test
    void refusesThePagesOfOtherOrigins() {
        var problem = problem(
                gateway.send("POST", "/sales", "{}", "Origin", "https://evil.example"), 403, "origin-not-allowed");
        assertThat(problem.at("/errors/0/header").asString()).isEqualTo("Origin");
    }

    @Test
    void servesWhatIsNoPage() {
        assertThat(rows(gateway.get("/sales?limit=1"))).hasSize(1);
    }

    /** Java's own client does not let its user set these headers. */
    private String preflight(String origin) throws IOException {
        try (var client = new RawClient(gateway)) {
            return client.send("OPTIONS /sales/1,2024-01-01 HTTP/1.1\nHost: localhost\nConnection: close\nOrigin: "
                            + origin
                            + "\nAccess-Control-Request-Method: PATCH\n"
                            + "Access-Control-Request-Headers: prefer, content-type\n\n")
                    .readToEnd();
        }
    }
}
