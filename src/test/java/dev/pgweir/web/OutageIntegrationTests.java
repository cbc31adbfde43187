package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.StartedGateway;
import org.junit.jupiter.api.Test;

/** A gateway that no node lets in. */
class OutageIntegrationTests {

    @Test
    void isToldWithWhatTheNodesSay() {
        var cluster = TestCluster.shared();
        var elsewhere = cluster.nodes().stream()
                .map(node -> node.url().replaceFirst("/[^/]+$", "/nosuch"))
                .toList();
        try (var started = StartedGateway.on(
                cluster,
                "pgweir.cluster.nodes[0].url=" + elsewhere.get(0),
                "pgweir.cluster.nodes[1].url=" + elsewhere.get(1),
                "pgweir.cluster.nodes[2].url=" + elsewhere.get(2))) {
            var answer = started.http().get("/sales");

            problem(answer, 503, "no-catalog");
            assertThat(json(answer).path("detail").asString())
                    .contains("no node can be read from", "primary is down", "\"nosuch\" does not exist");
        }
    }
}
