package dev.pgweir.web.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Streams whose node dies. */
@SpringBootTest(classes = PgweirApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(Gateway.class)
@DirtiesContext
class LostNodeIntegrationTests {

    private static final TestCluster CLUSTER = TestCluster.start(1);

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    LostNodeIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry registry) {
        CLUSTER.register(registry);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void cutsTheConnectionOfAnExportWhoseReplicaDiesAndReadsOnElsewhere() throws Exception {
        CLUSTER.execute(
                "CREATE VIEW endless AS SELECT generate_series(1, 1000000000) AS n", "GRANT ALL ON endless TO pgweir");
        CLUSTER.awaitReplay();
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
        var answer = export();
        assertThat(answer.headers().firstValue("Served-By")).contains("replica-1; role=replica");
        try (var body = answer.body()) {
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
            CLUSTER.kill("replica-1");
            assertThatIOException().isThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()));
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var next = gateway.get("/sales?limit=10", "Accept", "text/csv");
            assertThat(next.statusCode()).isEqualTo(200);
            assertThat(next.headers().firstValue("Served-By")).contains("primary; role=primary");
        });
    }

    private HttpResponse<InputStream> export() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.uri("/endless")).header("Accept", "text/csv");
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }
}
