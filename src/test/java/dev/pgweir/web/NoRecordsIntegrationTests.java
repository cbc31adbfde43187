package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** A gateway whose role may not make the schema for answers to writes. */
@ExtendWith(OutputCaptureExtension.class)
@GatewayTest
@TestPropertySource(properties = {"pgweir.own-schema=denied", "pgweir.idempotency.purge-interval=200ms"})
class NoRecordsIntegrationTests {

    private static final String ROW = "{\"day\": \"2025-02-03\"}";

    private final Gateway gateway;

    @Autowired
    NoRecordsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void refusesRequestsWithAKeyUntilThereIsASchemaAndServesAllOthers(CapturedOutput output) {
        EntryTable.create(gateway);
        try {
            var refused = send("denied");
            assertThat(problem(refused, 503, "idempotency-unavailable")
                            .path("message")
                            .asString())
                    .contains("\"denied\"", "permission denied");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(gateway.send("POST", "/entry", ROW).statusCode()).isEqualTo(201);
            assertThat(EntryTable.stored(gateway)).hasSize(1);
            assertThat(output).containsOnlyOnce("CREATE SCHEMA \"denied\" AUTHORIZATION");

            TestCluster.shared().execute("CREATE SCHEMA denied AUTHORIZATION pgweir");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(send("granted").statusCode()).isEqualTo(201));
        } finally {
            EntryTable.drop(gateway);
            TestCluster.shared().execute("DROP SCHEMA IF EXISTS denied CASCADE");
        }
    }

    private HttpResponse<String> send(String key) {
        return gateway.send("POST", "/entry", ROW, "Idempotency-Key", key);
    }
}
