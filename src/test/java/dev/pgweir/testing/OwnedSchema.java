package dev.pgweir.testing;

import dev.pgweir.embedded.TestCluster;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A schema of a test's own, which the gateway's role owns with all that is in it. */
public final class OwnedSchema {

    private final TestCluster cluster;
    private final String schema;

    /** On the shared cluster. */
    public OwnedSchema(String schema) {
        this(TestCluster.shared(), schema);
    }

    /** On a cluster of the test's own. */
    public OwnedSchema(TestCluster cluster, String schema) {
        this.cluster = cluster;
        this.schema = schema;
    }

    /** Makes it, and one for the gateway's own tables. */
    public void create(String... sql) {
        drop();
        cluster.execute(
                "CREATE SCHEMA %s AUTHORIZATION pgweir".formatted(schema),
                "CREATE SCHEMA %s_own AUTHORIZATION pgweir".formatted(schema));
        execute(sql);
    }

    /** A gateway that looks at it meanwhile may lock its tables in another order. */
    public void drop() {
        try {
            cluster.execute("DROP SCHEMA IF EXISTS %1$s, %1$s_own CASCADE".formatted(schema));
        } catch (PessimisticLockingFailureException deadlock) {
            drop();
        }
    }

    /** Runs statements as the gateway's role, each in a transaction of its own, with the schema in the search path. */
    public void execute(String... sql) {
        try (var connection = cluster.connect(cluster.primary());
                var statement = connection.createStatement()) {
            statement.execute("SET ROLE pgweir; SET search_path TO " + schema);
            for (var each : sql) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The partitions of a table in the order of their names, as {@code name: bound}. */
    public List<String> partitions(String table) {
        return strings("""
                SELECT c.relname || ': ' || pg_get_expr(c.relpartbound, c.oid)
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent = '%s.%s'::regclass AND NOT i.inhdetachpending ORDER BY 1""".formatted(schema, table));
    }

    /** The names of the partitions of a table. */
    public List<String> names(String table) {
        return partitions(table).stream()
                .map(partition -> partition.substring(0, partition.indexOf(':')))
                .toList();
    }

    /** What a query of one text column gives. */
    public List<String> strings(String sql) {
        try (var connection = cluster.connect(cluster.primary())) {
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("SET search_path TO " + schema).update();
            return jdbc.sql(sql)
                    .query((row, _) -> String.valueOf(row.getString(1)))
                    .list();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
