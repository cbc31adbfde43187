package dev.pgweir.admin.partitions;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.StartedGateway;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The partitions of the samples can be looked after, for the gateway's role owns them. */
class SamplePartitionsIntegrationTests {

    @Test
    void canBeMadeAndDropped() {
        var made = "sales_" + Year.now(ZoneOffset.UTC).plusYears(2);
        try (var cluster = TestCluster.start(0);
                var gateway = StartedGateway.on(cluster, "pgweir.admin.partitions=on")) {
            var make = gateway.http().send("POST", "/admin/partitions/sales/make", "");
            assertThat(make.statusCode()).as(make.body()).isEqualTo(200);
            assertThat(make.body()).contains(made);

            var drop = gateway.http()
                    .send(
                            "POST",
                            "/admin/partitions/sales/detach",
                            "{\"partition\": \"%s\", \"then\": \"drop\"}".formatted(made),
                            "Content-Type",
                            "application/json");
            assertThat(drop.statusCode()).as(drop.body()).isEqualTo(200);
        }
    }

    @Test
    void areRefusedToARoleThatDoesNotOwnThem() {
        try (var cluster = TestCluster.start(0);
                var gateway = StartedGateway.on(cluster, "pgweir.admin.partitions=on")) {
            cluster.execute("ALTER TABLE sales OWNER TO CURRENT_USER", "GRANT SELECT ON sales TO pgweir");

            problem(gateway.http().send("POST", "/admin/partitions/sales/make", ""), 403, "forbidden");
        }
    }

    @Test
    void areLeftAloneWhereTheGatewayDoesNotRunTheServers() {
        try (var gateway = StartedGateway.on(TestCluster.shared())) {
            var answer = gateway.http().send("POST", "/admin/partitions/sales/make", "");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("partitions-off");
        }
    }
}
