package dev.pgweir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(
        classes = AdminApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "springdoc.enable-default-api-docs=true")
class AdminIntegrationTests {

    @LocalServerPort
    private int port;

    private RestTestClient gateway = RestTestClient.bindToServer().build();

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry registry) {
        TestCluster.shared().register(registry);
    }

    @BeforeEach
    void connect() {
        gateway = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build();
    }

    @Test
    void showsEachNode() {
        TestCluster.shared().awaitReplay();

        gateway.get()
                .uri("/admin/cluster")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.primary")
                .isEqualTo("primary")
                .jsonPath("$.nodes.length()")
                .isEqualTo(3)
                .jsonPath("$.nodes[0].role")
                .isEqualTo("primary")
                .jsonPath("$.nodes[0].pool")
                .doesNotExist()
                .jsonPath("$.nodes[1].name")
                .isEqualTo("replica-1")
                .jsonPath("$.nodes[1].url")
                .value(String.class, text -> assertThat(text).matches("jdbc:postgresql://127.0.0.1:\\d+/pgweir"))
                .jsonPath("$.nodes[1].role")
                .isEqualTo("replica")
                .jsonPath("$.nodes[1].state.status")
                .isEqualTo("up")
                .jsonPath("$.nodes[1].state.probedAt")
                .value(String.class, text -> assertThat(text).matches("\\d{4}-.*Z"))
                .jsonPath("$.nodes[1].state.reason")
                .doesNotExist()
                .jsonPath("$.nodes[1].systemIdentifier")
                .value(String.class, text -> assertThat(text).matches("\\d+"))
                .jsonPath("$.nodes[1].timeline")
                .isEqualTo(1)
                .jsonPath("$.nodes[1].lsn")
                .value(String.class, text -> assertThat(text).matches("[0-9A-F]+/[0-9A-F]+"))
                .jsonPath("$.nodes[1].lagBytes")
                .isNumber()
                .jsonPath("$.nodes[1].weight")
                .isEqualTo(1)
                .jsonPath("$.nodes[1].pool.active")
                .isEqualTo(3)
                .jsonPath("$.nodes[1].pool.idle")
                .isEqualTo(17)
                .jsonPath("$.nodes[1].pool.waiting")
                .isEqualTo(2)
                .jsonPath("$.nodes[1].pool.max")
                .isEqualTo(20)
                .jsonPath("$.nodes[1].transactions.reads")
                .isEqualTo(12)
                .jsonPath("$.nodes[1].transactions.writes")
                .isEqualTo(0)
                .jsonPath("$.nodes[1].transactions.failures")
                .isEqualTo(1);
    }

    @Test
    void isReadyWhileANodeServesReads() {
        gateway.get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.cluster.details['replica-1']")
                .isEqualTo("replica");
    }

    @Test
    void measuresEachNode() {
        gateway.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics)
                        .contains("pgweir_node_up{node=\"replica-2\"} 1.0")
                        .contains("pgweir_node_lag_bytes{node=\"primary\"} 0.0"));
    }

    @Test
    void describesItsOperations() {
        gateway.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/admin/cluster'].get.operationId")
                .isEqualTo("showCluster")
                .jsonPath("$.components.schemas.NodeReport.properties.timeline.type")
                .isEqualTo("integer")
                .jsonPath("$.paths['/admin/catalog/refresh'].post.tags[0]")
                .isEqualTo("admin");
    }

    @Test
    @DirtiesContext
    void saysWhatARefreshOfTheCatalogChanged() {
        gateway.post()
                .uri("/admin/catalog/refresh")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"added\": [\"users\"], \"removed\": [], \"changed\": []}");
    }
}
