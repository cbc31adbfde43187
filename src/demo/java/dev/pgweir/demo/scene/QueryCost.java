package dev.pgweir.demo.scene;

import dev.pgweir.demo.lab.Node;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a statement costs its server.
 *
 * @param partitions tables in its plan
 * @param locks locks it takes, on tables and indexes
 * @param buffers blocks it reads, for its plan and its rows
 * @param planningMillis how long it is planned
 * @param executionMillis how long it runs
 */
record QueryCost(double partitions, double locks, double buffers, double planningMillis, double executionMillis) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Runs it in a session that has run it before, as those of a pool have. */
    static QueryCost of(Node node, String query) throws SQLException {
        try (var connection = node.connect()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            var explain = "EXPLAIN (ANALYZE, BUFFERS, SUMMARY, FORMAT JSON) " + query;
            jdbc.sql(explain).query(String.class).single();
            connection.rollback();
            var explained = JSON.readTree(jdbc.sql(explain).query(String.class).single())
                    .get(0);
            var locks = jdbc.sql("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation >= 16384")
                    .query(Long.class)
                    .single();
            connection.rollback();
            var tables = new HashSet<String>();
            collectTables(explained.path("Plan"), tables);
            return new QueryCost(
                    tables.size(),
                    locks,
                    buffers(explained.path("Plan")) + buffers(explained.path("Planning")),
                    explained.path("Planning Time").asDouble(),
                    explained.path("Execution Time").asDouble());
        }
    }

    private static void collectTables(JsonNode plan, Set<String> tables) {
        if (plan.has("Relation Name")) {
            tables.add(plan.path("Relation Name").asString());
        }
        plan.path("Plans").forEach(child -> collectTables(child, tables));
    }

    private static double buffers(JsonNode part) {
        return part.path("Shared Hit Blocks").asDouble(0)
                + part.path("Shared Read Blocks").asDouble(0);
    }
}
