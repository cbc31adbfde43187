package dev.pgweir.lifecycle.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of several gateways with the same configuration one at a time looks after partitions. */
@Tag("soak")
class TwoGatewaysIntegrationTests {

    @Test
    void makeEachPartitionOnce() {
        var schema = new OwnedSchema("contested");
        schema.create("CREATE TABLE t (at date) PARTITION BY RANGE (at)");
        try (var _ = gateway();
                var _ = gateway()) {
            await().until(() -> schema.names("t").size() == 101);
            for (var round = 0; round < 3; round++) {
                schema.execute("""
                        DO $$BEGIN EXECUTE (SELECT 'DROP TABLE ' || string_agg(name, ', ') FROM (
                            SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 't'::regclass
                             ORDER BY 1 DESC LIMIT 50) last (name)); END$$""");
                await().until(() -> schema.names("t").size() == 101);
            }
            assertThat(schema.strings("""
                            SELECT concat_ws(' ', outcome, count(*), count(DISTINCT gateway))
                              FROM contested_own.partition_history GROUP BY outcome""")).containsExactly("done 251 1");
        } finally {
            schema.drop();
        }
    }

    private static StartedGateway gateway() {
        return StartedGateway.on(
                TestCluster.shared(),
                "pgweir.schema=contested",
                "pgweir.own-schema=contested_own",
                "pgweir.partitions.maintenance-interval=1s",
                "pgweir.partitions.tables.t.life-cycle.interval=day",
                "pgweir.partitions.tables.t.life-cycle.make-ahead=100");
    }
}
