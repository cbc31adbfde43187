package dev.pgweir.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Runs the published JavaScript client of PostgREST. What it does to a table, the same in SQL does to another that began
 * alike; both must answer and end alike.
 */
@GatewayTest
@EnabledIf(value = "dev.pgweir.clients.NodeProject#isPossible", disabledReason = NodeProject.NOT_TESTED)
class PostgrestJsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    PostgrestJsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void install() throws Exception {
        NodeProject.install();
    }

    @BeforeEach
    void createTables() throws Exception {
        var table = Files.readString(Path.of("src/test/node/part.sql"));
        SharedSchema.change(
                gateway,
                table,
                "GRANT ALL ON part TO pgweir",
                "GRANT USAGE ON SEQUENCE part_id_seq TO pgweir",
                "CREATE SCHEMA twin",
                "SET search_path = twin; " + table);
    }

    @AfterEach
    void dropTables() {
        SharedSchema.change(gateway, "DROP TABLE part", "DROP SCHEMA twin CASCADE");
    }

    @Test
    void readsAndWritesAsSqlDoes() throws Exception {
        run("postgrest.mjs");
    }

    @Test
    void readsOneRowAndCsv() throws Exception {
        run("postgrest-formats.mjs");
    }

    private void run(String session) throws Exception {
        var steps = NodeProject.run("node", session, gateway.uri("").toString());
        try (var connection = TestCluster.shared().connect("primary")) {
            Steps.execute(connection, "SET search_path = twin");
            Steps.compare(steps, connection);
            assertThat(stored(connection, "public")).isEqualTo(stored(connection, "twin"));
        }
    }

    /** Numbers that a sequence gave are passed over: a write that was refused took some. */
    private static String stored(Connection connection, String schema) throws SQLException {
        return Steps.rows(
                        connection, "SELECT to_jsonb(part) - 'id' AS row FROM %s.part ORDER BY code".formatted(schema))
                .toString();
    }
}
