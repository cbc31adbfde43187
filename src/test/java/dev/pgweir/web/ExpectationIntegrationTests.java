package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Clients that ask whether their body is wanted before they send it (RFC 9110, section 10.1.1). */
@GatewayTest
class ExpectationIntegrationTests {

    private static final String CONTINUE = "HTTP/1.1 100";
    private static final String SALE = "{\"order_date\": \"2024-01-01\", \"order_amount\": 1}";

    private final Gateway gateway;

    @Autowired
    ExpectationIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void areAskedForABodyThatIsWanted() throws IOException {
        try (var client = asking(gateway, "POST /sales", "Prefer: tx=rollback\nConnection: close", SALE.length())) {
            assertThat(client.read(CONTINUE.length())).isEqualTo(CONTINUE);
            assertThat(client.send(SALE).readToEnd()).contains("HTTP/1.1 201");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /nosuch       | Accept: */*                      | 404
            PUT /sales         | Accept: */*                      | 405
            POST /sales        | Accept: text/html                | 406
            POST /sales        | Content-Type: text/plain         | 415
            POST /sales        | Content-Type: application/pdf    | 415
            POST /sales        | Content-Encoding: gzip           | 415
            POST /sales        | Prefer: wait=x                   | 400
            POST /sales        | Prefer: tx=x                     | 400
            POST /sales        | Accept-Profile: other            | 406
            POST /sales/1;%zz  | Accept: */*                      | 400
            POST /admin/nosuch | Origin: https://evil.example     | 403
            """)
    void areAnsweredTheRefusalOfTheirHeadersInstead(String line, String header, int status) throws IOException {
        try (var client = asking(gateway, line, header, 99)) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void areAnsweredThatTheBodyIsTooLargeInstead() throws IOException {
        try (var client = asking(gateway, "POST /sales", "Accept: */*", 99_000_000)) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void areAnsweredThatTheImportIsTooLargeInstead() throws IOException {
        try (var started = StartedGateway.on(TestCluster.shared(), "pgweir.web.max-import-size=1KB");
                var client = asking(started.http(), "POST /sales", "Content-Type: text/csv", 1025)) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413");
        }
    }

    /** The connection ends: what comes next on it might be the body, or another request. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /sales?limit=1", "GET /sales?limit=1000", "OPTIONS /sales"})
    void areAnsweredWhereNobodyWantsTheBody(String line) throws IOException {
        try (var client = asking(gateway, line, "Accept: */*", 99)) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void areStreamedRowsWhereNobodyWantsTheBody() throws IOException {
        try (var client = asking(gateway, "GET /sales?limit=5", "Accept: text/csv", 99)) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").contains("order_id");
        }
    }

    private static RawClient asking(Gateway gateway, String line, String header, int length) throws IOException {
        return new RawClient(gateway)
                .send("%s HTTP/1.1\nHost: localhost\nExpect: 100-continue\n%s\nContent-Length: %d\n\n"
                        .formatted(line, header, length));
    }
}
