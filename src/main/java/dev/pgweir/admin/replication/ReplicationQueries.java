package dev.pgweir.admin.replication;

import dev.pgweir.admin.replication.ReplicationReport.Kind;
import dev.pgweir.admin.replication.ReplicationReport.Positions;
import dev.pgweir.admin.replication.ReplicationReport.Receiver;
import dev.pgweir.admin.replication.ReplicationReport.Sender;
import dev.pgweir.admin.replication.ReplicationReport.Slot;
import dev.pgweir.admin.replication.ReplicationReport.Subscription;
import dev.pgweir.cluster.Lsn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;

/**
 * Asks one server of its replication (PostgreSQL manual, chapter 27.2, The Cumulative Statistics System). A role without
 * {@code pg_monitor} sees that there is something, and little of it. For one thread.
 */
record ReplicationQueries(Connection connection) {

    private static final String SENDERS = sql("senders");
    private static final String SLOTS = sql("slots");
    private static final String RECEIVER = sql("receiver");
    private static final String SUBSCRIPTIONS = sql("subscriptions");
    private static final String PROGRESS = sql("progress");

    private interface Row<T> {

        T of(ResultSet row) throws SQLException;
    }

    /** How far a standby has come. */
    record Progress(Optional<Lsn> received, Optional<Lsn> flushed, Optional<Lsn> replayed) {}

    private static String sql(String name) {
        try {
            return new ClassPathResource(name + ".sql", ReplicationQueries.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    Progress progress() throws SQLException {
        return rows(PROGRESS, row -> new Progress(lsn(row, 1), lsn(row, 2), lsn(row, 3)))
                .getFirst();
    }

    boolean isReplayPaused() throws SQLException {
        return rows("SELECT pg_is_in_recovery() AND pg_is_wal_replay_paused()", row -> row.getBoolean(1))
                .getFirst();
    }

    Optional<Receiver> receiver() throws SQLException {
        return rows(RECEIVER, row -> new Receiver(text(row, 1), text(row, 2), text(row, 3))).stream()
                .findFirst();
    }

    List<Subscription> subscriptions() throws SQLException {
        return rows(SUBSCRIPTIONS, row -> new Subscription(row.getString(1), row.getBoolean(2), text(row, 3)));
    }

    List<Sender> senders() throws SQLException {
        return rows(
                SENDERS,
                row -> new Sender(
                        row.getString(1),
                        text(row, 2),
                        text(row, 3),
                        text(row, 4),
                        text(row, 5),
                        new Positions(text(row, 6), text(row, 7), text(row, 8), text(row, 9)),
                        text(row, 10).map(Double::valueOf)));
    }

    List<Slot> slots() throws SQLException {
        return rows(
                SLOTS,
                row -> new Slot(
                        row.getString(1),
                        Kind.valueOf(row.getString(2)),
                        text(row, 3),
                        text(row, 4),
                        row.getBoolean(5),
                        text(row, 6),
                        text(row, 7).map(Long::valueOf)));
    }

    private <T> List<T> rows(String sql, Row<T> made) throws SQLException {
        List<T> all = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(made.of(rows));
            }
        }
        return all;
    }

    private static Optional<String> text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Lsn> lsn(ResultSet row, int column) throws SQLException {
        return text(row, column).map(Lsn::parse);
    }
}
