package dev.pgweir.web.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Partitions on another server, which does not know what belongs into them. */
@PartitionedGatewayTest
class ForeignPartitionsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    ForeignPartitionsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        var port = TestCluster.shared().node("primary").url().replaceAll(".*:(\\d+)/.*", "$1");
        SharedSchema.change(
                gateway,
                "CREATE EXTENSION IF NOT EXISTS postgres_fdw",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%s', dbname 'pgweir')"
                        .formatted(port),
                "CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (user 'pgweir', password_required 'false')",
                "CREATE TABLE far_store (id int, day date, region text, note text)",
                "CREATE TABLE far_sale (id int, day date, region text, note text) PARTITION BY RANGE (day)",
                "CREATE TABLE far_sale_2024 PARTITION OF far_sale FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                """
                CREATE TABLE far_sale_2023 PARTITION OF far_sale FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')
                PARTITION BY LIST ((lower(region)))""",
                "CREATE TABLE far_sale_2023_south PARTITION OF far_sale_2023 FOR VALUES IN ('south')",
                """
                CREATE FOREIGN TABLE far_sale_2023_north PARTITION OF far_sale_2023 FOR VALUES IN ('north')
                SERVER elsewhere OPTIONS (table_name 'far_store')""",
                "INSERT INTO far_store VALUES (1, '2023-05-05', 'north', 'far')",
                "INSERT INTO far_sale VALUES (2, '2024-05-05', 'north', 'near')");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE far_sale", "DROP SERVER elsewhere CASCADE", "DROP TABLE far_store");
    }

    @ParameterizedTest
    @CsvSource({
        "?id=eq.1, '{\"day\":\"2024-03-03\"}', partition-move=allow",
        "?id=eq.1, '{\"day\":\"2024-03-03\"}', return=minimal",
        "?id=eq.1, '{\"region\":\"south\"}', partition-move=allow",
        "?id=eq.1, '{\"region\":\"south\"}', return=minimal",
        "?id=eq.1&columns=day, '{}', 'missing=default, partition-move=allow'"
    })
    void leavesARowWhereItIsFound(String query, String body, String preference) {
        var refused = gateway.send("PATCH", "/far_sale" + query, body, "Prefer", preference);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(Answers.json(refused).path("type").asString()).isEqualTo("urn:pgweir:problem:partition-move");
        assertThat(Answers.rows(gateway.get("/far_sale?day=eq.2023-05-05&select=id,region")))
                .containsExactly(Answers.json("{\"id\":1,\"region\":\"north\"}"));
    }

    @Test
    void changesOtherColumnsOfSuchARow() {
        var changed = gateway.send("PATCH", "/far_sale?id=eq.1", "{\"note\":\"changed\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(TestCluster.shared().query("primary", "SELECT note FROM far_store WHERE id = 1", String.class))
                .isEqualTo("changed");
    }
}
