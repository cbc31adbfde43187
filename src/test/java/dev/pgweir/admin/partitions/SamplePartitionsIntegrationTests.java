package dev.pgweir.admin.partitions;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.StartedGateway;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The partitions of the samples can be looked after once the gateway's role may do so. */
class SamplePartitionsIntegrationTests {

    @Test
    void canBeMadeAndDroppedOnceTheRoleOwnsThem() {
        var made = "sales_" + Year.now(ZoneOffset.UTC).plusYears(2);
        try (var cluster = TestCluster.start(0);
                var gateway = StartedGateway.on(cluster, "pgweir.admin.partitions=on")) {
            problem(gateway.http().send("POST", "/admin/partitions/sales/make", ""), 403, "forbidden");
            cluster.execute("GRANT CREATE ON SCHEMA public TO pgweir", """
                    DO $$DECLARE part regclass; BEGIN
                        FOR part IN SELECT relid FROM pg_partition_tree('sales') LOOP
                            EXECUTE format('ALTER TABLE %s OWNER TO pgweir', part);
                        END LOOP; END$$""");

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
    void areLeftAloneWhereTheGatewayDoesNotRunTheServers() {
        try (var gateway = StartedGateway.on(TestCluster.shared())) {
            var answer = gateway.http().send("POST", "/admin/partitions/sales/make", "");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("partitions-off");
        }
    }
}
