package dev.pgweir.admin.replication;

import dev.pgweir.admin.replication.ReplicationQueries.Progress;
import dev.pgweir.admin.replication.ReplicationReport.NodeProgress;
import dev.pgweir.admin.replication.ReplicationReport.Receiver;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDataSource;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.request.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks one node again and again how far it has come, until it has replayed a marker. For one thread, and one that waits for it. */
final class NodeWatch {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Node node;
    private final Future<Written> written;
    private final Duration patience;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private Optional<Double> received = Optional.empty();
    private Optional<Double> flushed = Optional.empty();
    private Optional<Double> replayed = Optional.empty();

    /**
     * A marker.
     *
     * @param lsn where it stands in the log
     * @param begun when the primary was told to write it, as of {@link System#nanoTime}
     */
    record Written(Lsn lsn, long begun) {}

    /** @param written is waited for */
    NodeWatch(Node node, Future<Written> written, Duration patience) {
        this.node = node;
        this.written = written;
        this.patience = patience;
    }

    /** Waits until the node can be asked, or surely cannot. A connection may take longer than a marker. */
    void awaitReady() {
        var _ = ready.join();
    }

    NodeProgress watch() throws InterruptedException, ExecutionException {
        try {
            return node.state() instanceof NodeState.Down down ? failed(down.reason()) : watched();
        } finally {
            ready.complete(false);
        }
    }

    private NodeProgress watched() throws InterruptedException, ExecutionException {
        try (var connection = connect(node.definition())) {
            var queries = new ReplicationQueries(connection);
            var receiver = queries.receiver();
            var subscriptions = queries.subscriptions();
            var _ = queries.progress();
            ready.complete(true);
            follow(written.get(), queries);
            var failure = replayed.isPresent() ? Optional.<String>empty() : Optional.of(notReplayed(receiver, queries));
            return new NodeProgress(node.name(), received, flushed, replayed, receiver, subscriptions, failure);
        } catch (SQLException failure) {
            return failed(String.valueOf(failure.getMessage()));
        } catch (CancellationException notWritten) {
            return failed("there was no marker");
        }
    }

    private String notReplayed(Optional<Receiver> receiver, ReplicationQueries queries) throws SQLException {
        var late = "it has not replayed the marker within %d ms".formatted(patience.toMillis());
        if (queries.isReplayPaused()) {
            return late + ": its replay is paused, SELECT pg_wal_replay_resume() lets it go on";
        }
        return receiver.isEmpty() ? late + ": it receives no log" : late;
    }

    private NodeProgress failed(String reason) {
        return new NodeProgress(
                node.name(), received, flushed, replayed, Optional.empty(), List.of(), Optional.of(reason));
    }

    private void follow(Written marker, ReplicationQueries queries) throws SQLException, InterruptedException {
        var deadline = Deadline.in(patience);
        while (replayed.isEmpty() && !deadline.hasPassed()) {
            var progress = queries.progress();
            var now = millisSince(marker.begun());
            received = received.or(
                    () -> reached(progress, Progress::received, marker).map(_ -> now));
            flushed = flushed.or(
                    () -> reached(progress, Progress::flushed, marker).map(_ -> now));
            replayed = replayed.or(
                    () -> reached(progress, Progress::replayed, marker).map(_ -> now));
            if (replayed.isEmpty()) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private static Optional<Lsn> reached(Progress progress, Function<Progress, Optional<Lsn>> which, Written marker) {
        return which.apply(progress).filter(lsn -> lsn.compareTo(marker.lsn()) >= 0);
    }

    static Connection connect(NodeDefinition node) throws SQLException {
        return new NodeDataSource(node, "pgweir-check", CONNECT_PATIENCE, CONNECT_PATIENCE).getConnection();
    }

    /** With microseconds as fractions. */
    static double millisSince(long begun) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / 1000.0;
    }
}
