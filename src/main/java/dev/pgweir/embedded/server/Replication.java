package dev.pgweir.embedded.server;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings servers to stream from a primary: those that were replicas before, or the primary, go on from where they stopped; the
 * others, and those that cannot, are copied from it again.
 *
 * @param primary a running server
 */
public record Replication(PostgresServer primary) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(Replication.class);

    /** Starts servers as its only replicas. */
    public void establish(List<PostgresServer> replicas, boolean durable) throws IOException, SQLException {
        var known =
                replicas.stream().filter(replica -> replica.data().isStandby()).toList();
        var slots = new ReplicationSlots(primary);
        slots.dropExcept(known);
        slots.create(known);
        for (var replica : known) {
            replica.follow(primary);
            replica.data().configure(durable);
        }
        var streaming = known.parallelStream().filter(this::resumes).toList();
        slots.dropExcept(streaming);
        copy(replicas.stream().filter(replica -> !streaming.contains(replica)).toList());
    }

    /**
     * Makes a server a replica, whether it runs as a replica of another one or is stopped.
     *
     * @return whether it had to be copied again
     */
    public boolean join(PostgresServer replica) throws IOException, SQLException {
        new ReplicationSlots(primary).create(List.of(replica));
        replica.follow(primary);
        var copied = !resumes(replica);
        if (copied) {
            new ReplicationSlots(primary).drop(replica);
            copy(List.of(replica));
        }
        new ReplicationSlots(replica).dropExcept(List.of());
        return copied;
    }

    private void copy(List<PostgresServer> replicas) throws IOException, SQLException {
        if (!replicas.isEmpty()) {
            new ReplicationSlots(primary).create(replicas);
            BaseBackup.make(primary, replicas);
            replicas.parallelStream().forEach(this::startStreaming);
        }
    }

    private boolean resumes(PostgresServer replica) {
        try {
            startStreaming(replica);
            return true;
        } catch (EmbeddedClusterException exception) {
            log.warn(
                    "{} cannot go on from where it stopped and is copied again: {}",
                    replica.name(),
                    exception.getMessage());
            replica.stop();
            return false;
        }
    }

    private void startStreaming(PostgresServer replica) {
        if (!replica.isRunning()) {
            replica.start(PATIENCE);
        }
        if (!streamsInTime(replica)) {
            throw new EmbeddedClusterException(
                    "The replica %s does not stream from the primary.\n%s"
                            .formatted(replica.name(), replica.endOfLog()),
                    "Mend what the log complains of, or start with another data directory.");
        }
    }

    /**
     * A replica that has replayed beyond the point where the primary's timeline began is sent log as well, up to that
     * point, but never comes to the primary's timeline.
     */
    private boolean streamsInTime(PostgresServer replica) {
        var deadline = Instant.now().plus(PATIENCE);
        try (var connection = replica.connectWithin(PostgresServer.ANSWERING);
                var query = connection.prepareStatement("""
                        SELECT EXISTS (SELECT FROM pg_stat_wal_receiver
                                       WHERE status = 'streaming' AND received_tli = origin.timeline) AS streams,
                               pg_last_wal_replay_lsn() > origin.began AND origin.timeline > greatest(
                                   (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                                   (SELECT timeline_id FROM pg_control_checkpoint())) AS strayed
                        FROM (VALUES (?, ?::pg_lsn)) origin (timeline, began), pg_sleep(0.02)""")) {
            var timeline = timelineOfPrimary();
            query.setInt(1, timeline.getKey());
            query.setString(2, timeline.getValue());
            while (Instant.now().isBefore(deadline)) {
                try (var answer = query.executeQuery()) {
                    answer.next();
                    if (answer.getBoolean("streams") || answer.getBoolean("strayed")) {
                        return answer.getBoolean("streams");
                    }
                }
            }
            return false;
        } catch (SQLException exception) {
            throw new EmbeddedClusterException(
                    "%s was lost while it began to follow %s: %s"
                            .formatted(replica.name(), primary.name(), exception.getMessage()),
                    "Look whether it runs, or is frozen.");
        }
    }

    /** The primary's timeline, and the position at which it began: the last line of its history says so. */
    private Map.Entry<Integer, String> timelineOfPrimary() throws SQLException {
        try (var connection = primary.connectWithin(PostgresServer.ANSWERING);
                var statement = connection.createStatement();
                var answer = statement.executeQuery("""
                        SELECT ('x' || timeline)::bit(32)::int AS timeline,
                               coalesce(substring(pg_read_file('pg_wal/' || timeline || '.history', true)
                                                  FROM '.*\\n?\\d+\\t([0-9A-F]+/[0-9A-F]+)'), '0/0') AS began
                        FROM left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) AS timeline""")) {
            answer.next();
            return Map.entry(answer.getInt("timeline"), answer.getString("began"));
        }
    }
}
