package dev.pgweir.embedded.server;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The way of a replica to the place of the primary: while both run it is given what belongs to the role, then the primary ends,
 * sends the rest of its log, and the replica replays it and is promoted. Before that the old primary is no standby and the
 * replica is one, afterwards the replica has the newer timeline: the files tell at any moment which is the primary.
 *
 * @param successor a running replica
 * @param others all other servers
 * @param retiring those of them that are no standbys: the primary, and what a promotion has left behind
 */
public record Succession(PostgresServer successor, List<PostgresServer> others, List<PostgresServer> retiring) {

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    /** Judges by the files, because a primary may be dead. */
    public static Succession of(PostgresServer successor, List<PostgresServer> servers) {
        var others =
                servers.stream().filter(server -> !server.equals(successor)).toList();
        var retiring = others.stream()
                .filter(server -> server.data().isWhole() && !server.data().isStandby())
                .toList();
        return new Succession(successor, others, retiring);
    }

    /**
     * Promotes the successor.
     *
     * @throws EmbeddedClusterException where it does not become primary in time; then everything runs as it did before
     */
    public void take(Duration patience) throws IOException, SQLException {
        new ReplicationSlots(successor).create(others);
        inheritSynchronousReplication();
        var stopped = retiring.stream().filter(PostgresServer::isRunning).toList();
        var deadline = System.nanoTime() + patience.toNanos();
        stopped.forEach(server -> server.stop(patience.dividedBy(2)));
        if (!successor.promote(Duration.ofNanos(deadline - System.nanoTime()))) {
            giveUp(stopped);
        }
    }

    private void inheritSynchronousReplication() throws IOException, SQLException {
        var primary = retiring.stream().max(comparingInt(server -> server.data().timeline()));
        if (primary.isPresent()) {
            SynchronousReplication.of(primary.get().data())
                    .swapped(primary.get().name(), successor.name())
                    .applyTo(successor);
        }
    }

    /** A promotion that was asked for may come late: once the successor is killed it cannot, unless it has come already. */
    private void giveUp(List<PostgresServer> stopped) throws SQLException {
        successor.kill();
        var standbyStill = successor.data().isStandby();
        if (standbyStill) {
            stopped.forEach(server -> server.start(START_PATIENCE));
        }
        successor.start(START_PATIENCE);
        if (standbyStill) {
            new ReplicationSlots(successor).dropExcept(List.of());
            throw new EmbeddedClusterException(
                    "It has not become primary in time.\n" + successor.endOfLog(), "Mend what the log complains of.");
        }
    }
}
