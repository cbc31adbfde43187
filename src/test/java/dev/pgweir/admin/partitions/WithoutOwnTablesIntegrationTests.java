package dev.pgweir.admin.partitions;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the gateway's role may make no tables of its own, partitions are made, and none is retired. */
@Tag("soak")
class WithoutOwnTablesIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void makesAndTellsWhyItDoesNoMore() {
        var schema = new OwnedSchema("alone");
        schema.create(
                "CREATE TABLE t (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE t_old PARTITION OF t FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')");
        try (var gateway = StartedGateway.on(
                TestCluster.shared(),
                "pgweir.schema=alone",
                "pgweir.own-schema=not_there",
                "pgweir.admin.partitions=on",
                "pgweir.partitions.tables.t.life-cycle.interval=year",
                "pgweir.partitions.tables.t.life-cycle.retention=2y",
                "pgweir.partitions.tables.t.life-cycle.then=drop")) {
            await().atMost(PATIENCE).until(() -> schema.names("t").size() > 3);
            await().atMost(PATIENCE).untilAsserted(() -> {
                var health = json(gateway.http().get("/actuator/health")).at("/components/partitions");
                assertThat(health.path("status").asString()).isEqualTo("UP");
                assertThat(health.at("/details/t/ahead").asInt()).isEqualTo(3);
                assertThat(health.at("/details/t/findings/0/code").asString()).isEqualTo("no-own-tables");
            });
            assertThat(schema.names("t")).contains("t_old");
            problem(
                    gateway.http()
                            .send(
                                    "POST",
                                    "/admin/partitions/t/detach",
                                    "{\"partition\": \"t_old\"}",
                                    "Content-Type",
                                    "application/json"),
                    503,
                    "no-own-tables");
            assertThat(gateway.http().get("/admin/partitions/t/history").body()).isEqualTo("[]");
        } finally {
            schema.drop();
        }
    }
}
