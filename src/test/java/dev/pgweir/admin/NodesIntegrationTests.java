package dev.pgweir.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.embedded.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(classes = AdminApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class NodesIntegrationTests {

    private final Logger audit = (Logger) LoggerFactory.getLogger("dev.pgweir.audit");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @LocalServerPort
    private int port;

    @Autowired
    private Cluster cluster;

    private RestTestClient gateway = RestTestClient.bindToServer().build();

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry registry) {
        TestCluster.shared().register(registry);
    }

    @BeforeEach
    void connect() {
        gateway = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        logged.start();
        audit.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        audit.detachAppender(logged);
    }

    @Test
    @DirtiesContext
    void removesAndAddsANode() {
        send(HttpMethod.DELETE, "/replica-2", "").expectStatus().isNoContent();
        assertThat(cluster.topology().nodes()).extracting(Node::name).containsExactly("primary", "replica-1");

        var url = TestCluster.shared().node("replica-2").url();
        send(
                        HttpMethod.POST,
                        "",
                        "{\"name\": \"extra\", \"url\": \"%s\", \"weight\": 3, \"zone\": \"east\"}".formatted(url))
                .expectStatus()
                .isNoContent();

        await().untilAsserted(() ->
                assertThat(cluster.topology().replicas()).extracting(Node::name).containsExactly("replica-1", "extra"));
        gateway.get()
                .uri("/admin/cluster")
                .exchange()
                .expectBody()
                .jsonPath("$.nodes[2].weight")
                .isEqualTo(3)
                .jsonPath("$.nodes[2].zone")
                .isEqualTo("east")
                .jsonPath("$.nodes[2].duty")
                .isEqualTo("serving");
    }

    @Test
    @DirtiesContext
    void changesWhatANodeIsUsedFor() {
        send(HttpMethod.PATCH, "/replica-1", "{\"weight\": 2, \"duty\": \"drained\"}")
                .expectStatus()
                .isNoContent();
        send(HttpMethod.PATCH, "/primary", "{\"duty\": \"banned\"}")
                .expectStatus()
                .isNoContent();

        gateway.get()
                .uri("/admin/cluster")
                .exchange()
                .expectBody()
                .jsonPath("$.primary")
                .doesNotExist()
                .jsonPath("$.nodes[0].notUsedBecause")
                .isEqualTo("an operator has banned it: it is given neither reads nor writes")
                .jsonPath("$.nodes[1].weight")
                .isEqualTo(2)
                .jsonPath("$.nodes[1].duty")
                .isEqualTo("drained")
                .jsonPath("$.nodes[1].notUsedBecause")
                .isEqualTo("an operator has drained it: it is given no reads");
    }

    @Test
    @DirtiesContext
    void tellsWhoDidWhatNewestFirst() {
        send(HttpMethod.PATCH, "/replica-1", "{\"duty\": \"drained\"}");
        cluster.suspect("replica-2", "connection reset");
        await().untilAsserted(() -> gateway.get()
                .uri("/admin/cluster/events")
                .exchange()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(3));
        send(HttpMethod.DELETE, "/primary?force=true", "").expectStatus().isNoContent();

        gateway.get()
                .uri("/admin/cluster/events")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].what")
                .isEqualTo("removed primary")
                .jsonPath("$[0].by")
                .isEqualTo("127.0.0.1")
                .jsonPath("$[0].time")
                .value(String.class, time -> assertThat(time).matches("\\d{4}-.*Z"))
                .jsonPath("$[2].what")
                .isEqualTo("replica-2: replica -> down, connection reset")
                .jsonPath("$[2].by")
                .isEqualTo("probe")
                .jsonPath("$[3].what")
                .isEqualTo("changed replica-1: drained");
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("127.0.0.1: changed replica-1: drained", "127.0.0.1: removed primary");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, '', '{}', 400, malformed-node",
        "POST, '', '{\"name\": \"x\", \"url\": \"jdbc:mysql://x/y\"}', 400, malformed-node",
        "POST, '', '{\"name\": \"primary\", \"url\": \"jdbc:postgresql://x/y\"}', 409, node-exists",
        "POST, '', '{\"name\": \"x\", \"url\": \"jdbc:postgresql://x/y?socketFactory=java.lang.String\"}', 400, malformed-node",
        "POST, '', '{\"name\": ', 400, malformed-node",
        "PATCH, /replica-1, '{\"weight\": \"a\"}', 400, malformed-node",
        "PATCH, /replica-1, '{\"weight\": 1.5}', 400, malformed-node",
        "POST, '', '{\"name\": \"x\", \"url\": \"jdbc:postgresql://x:99999/y\"}', 400, malformed-node",
        "DELETE, /replica-1?force=perhaps, '', 400, malformed-node",
        "PATCH, /replica-1, '{\"weigth\": 2}', 400, malformed-node",
        "PATCH, /replica-1, '{\"weight\": -2}', 400, malformed-node",
        "PATCH, /replica-1, '{\"duty\": \"DRAINED\"}', 400, malformed-node",
        "PATCH, /replica-9, '{\"weight\": 2}', 404, no-such-node",
        "DELETE, /replica-9, '', 404, no-such-node",
        "DELETE, /primary, '', 409, last-primary"
    })
    void refusesWhatCannotBe(HttpMethod method, String path, String body, int status, String code) {
        send(method, path, body)
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.type")
                .isEqualTo("urn:pgweir:problem:" + code)
                .jsonPath("$.hint")
                .isNotEmpty();
        assertThat(logged.list).isEmpty();
    }

    private RestTestClient.ResponseSpec send(HttpMethod method, String path, String body) {
        return gateway.method(method)
                .uri("/admin/cluster/nodes" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }
}
