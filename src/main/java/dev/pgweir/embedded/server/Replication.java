package dev.pgweir.embedded.server;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings replicas to stream from a primary: those that were its replicas before go on from where they stopped, the
 * others, and those that cannot, are copied from it anew.
 *
 * @param primary a running server
 * @param replicas servers that do not run
 */
public record Replication(PostgresServer primary, List<PostgresServer> replicas) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(Replication.class);

    /** Starts the replicas: where they stopped if they can go on from there, else from a new copy of the primary. */
    public void establish(boolean durable) throws IOException, SQLException {
        var known =
                replicas.stream().filter(replica -> replica.data().isStandby()).toList();
        dropSlotsExcept(known);
        for (var replica : known) {
            createSlot(replica);
            replica.data().follow(primary.port(), replica.name(), replica.slot());
            replica.data().configure(durable);
        }
        var streaming = known.parallelStream().filter(this::resumes).toList();
        var fresh = replicas.stream()
                .filter(replica -> !streaming.contains(replica))
                .toList();
        dropSlotsExcept(streaming);
        for (var replica : fresh) {
            createSlot(replica);
        }
        if (!fresh.isEmpty()) {
            BaseBackup.make(primary, fresh);
            fresh.parallelStream().forEach(this::startStreaming);
        }
    }

    private boolean resumes(PostgresServer replica) {
        try {
            startStreaming(replica);
            return true;
        } catch (EmbeddedClusterException exception) {
            log.warn(
                    "{} cannot go on from where it stopped and is copied anew: {}",
                    replica.name(),
                    exception.getMessage());
            replica.stop();
            return false;
        }
    }

    private void startStreaming(PostgresServer replica) {
        replica.start(PATIENCE);
        if (!streamsInTime(replica)) {
            throw new EmbeddedClusterException(
                    "The replica %s does not stream from the primary.\n%s"
                            .formatted(replica.name(), replica.endOfLog()),
                    "Mend what the log complains of, or start with another data directory.");
        }
    }

    private boolean streamsInTime(PostgresServer replica) {
        var deadline = Instant.now().plus(PATIENCE);
        try (var connection = primary.connect("postgres");
                var query = connection.prepareStatement("""
                        SELECT EXISTS (SELECT FROM pg_stat_replication
                                       WHERE application_name = ? AND state IN ('catchup', 'streaming'))
                        FROM pg_sleep(0.02)""")) {
            query.setString(1, replica.name());
            while (Instant.now().isBefore(deadline)) {
                try (var answer = query.executeQuery()) {
                    if (answer.next() && answer.getBoolean(1)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (SQLException exception) {
            throw new IllegalStateException("The primary was lost while its replicas started", exception);
        }
    }

    /** A slot that nobody reads would keep the primary's log for ever. */
    private void dropSlotsExcept(List<PostgresServer> kept) throws SQLException {
        try (var connection = primary.connect("postgres");
                var drop = connection.prepareStatement("""
                        SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                        WHERE slot_type = 'physical' AND NOT active AND slot_name <> ALL (?)""")) {
            var slots = kept.stream().map(PostgresServer::slot).toArray();
            drop.setArray(1, connection.createArrayOf("text", slots));
            drop.execute();
        }
    }

    private void createSlot(PostgresServer replica) throws SQLException {
        try (var connection = primary.connect("postgres");
                var create = connection.prepareStatement("""
                        SELECT pg_create_physical_replication_slot(?, immediately_reserve => true)
                        WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ?)""")) {
            create.setString(1, replica.slot());
            create.setString(2, replica.slot());
            create.execute();
        }
    }
}
