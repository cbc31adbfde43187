package dev.pgweir.cluster.link;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The session that a connection has come to, as the server itself tells: a pooler in between has words of its own.
 *
 * @param pid the process that serves it
 * @param serverStart when its server was started, which tells servers apart
 * @param standby whether that is a standby
 */
public record ServerSession(int pid, String serverStart, boolean standby) {

    private static final String QUESTION = """
            SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_postmaster_start_time(), pg_catalog.pg_is_in_recovery()""";

    /** Asks the server. */
    public static ServerSession of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(QUESTION)) {
            row.next();
            return new ServerSession(row.getInt(1), row.getString(2), row.getBoolean(3));
        }
    }

    /** Makes sure that the connection still has it, where a process has answered. */
    public void requireServedBy(int process) throws UnsuitableLink {
        if (process != pid) {
            throw UnsuitableLink.ofSharedSession();
        }
    }
}
