package dev.pgweir.cluster.control;

import dev.pgweir.cluster.Lsn;
import java.sql.Connection;
import java.sql.SQLException;

/** A message in a primary's log, which changes nothing, to see who has replayed it (PostgreSQL manual, chapter 9.28.6). */
public final class LogMarker {

    /**
     * The message's own position is asked for, since where the next record will begin may lie behind a page's header, which no
     * replica replays. Its commit flushes it, with what was committed asynchronously before, at once rather than after the log
     * writer's pause, and waits for no replica: it may be the very one in question.
     */
    private static final String MARK = """
            SELECT pg_logical_emit_message(true, 'pgweir', ?)
              FROM set_config('synchronous_commit', 'local', true)
            """;

    private LogMarker() {}

    /** Writes it, in a transaction of its own, and answers where it stands once it is on the disk. */
    public static Lsn write(Connection primary, String message) throws SQLException {
        try (var statement = primary.prepareStatement(MARK)) {
            statement.setString(1, message);
            try (var row = statement.executeQuery()) {
                row.next();
                return Lsn.parse(row.getString(1));
            }
        }
    }
}
