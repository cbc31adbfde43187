package dev.pgweir.admin.replication;

import dev.pgweir.admin.replication.NodeWatch.Written;
import dev.pgweir.admin.replication.ReplicationReport.Kind;
import dev.pgweir.admin.replication.ReplicationReport.Marker;
import dev.pgweir.admin.replication.ReplicationReport.NodeProgress;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.control.LogMarker;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.routing.RouteReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Writes a marker into the primary's log and watches each other node until it has replayed that. The nodes are watched from before
 * it is written, each by a thread and a connection of its own, which end with the check. Thread-safe.
 */
@Component
class ReplicationCheck {

    /** Each takes a connection to each node. */
    private static final int MOST_AT_ONCE = 4;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Cluster cluster;
    private final RouteReport routes;

    ReplicationCheck(Cluster cluster, RouteReport routes) {
        this.cluster = cluster;
        this.routes = routes;
    }

    /**
     * Makes a check.
     *
     * @param patience how long nodes are waited for
     */
    ReplicationReport check(Duration patience) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw Problem.of(HttpStatus.CONFLICT, "check-running", MOST_AT_ONCE + " checks run already")
                    .toException();
        }
        try {
            return checkNow(patience);
        } finally {
            places.release();
        }
    }

    private ReplicationReport checkNow(Duration patience) throws InterruptedException {
        var topology = cluster.topology();
        var primary = topology.primary().orElseThrow(this::noPrimary);
        var written = new CompletableFuture<Written>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var watches = topology.nodes().stream()
                    .filter(node -> !node.name().equals(primary.name()))
                    .map(node -> new NodeWatch(node, written, patience))
                    .toList();
            var watched =
                    watches.stream().map(watch -> threads.submit(watch::watch)).toList();
            watches.forEach(NodeWatch::awaitReady);
            try {
                return check(primary.definition(), written, watched);
            } finally {
                written.cancel(false);
            }
        }
    }

    private static ReplicationReport check(
            NodeDefinition primary, CompletableFuture<Written> written, List<Future<NodeProgress>> watched)
            throws InterruptedException {
        try (var connection = NodeWatch.connect(primary)) {
            var begun = System.nanoTime();
            var lsn = LogMarker.write(connection, "does replication work?");
            var marker = new Marker(primary.name(), lsn.toString(), NodeWatch.millisSince(begun));
            written.complete(new Written(lsn, begun));
            List<NodeProgress> nodes = new ArrayList<>();
            for (var node : watched) {
                nodes.add(node.get());
            }
            return report(marker, nodes, new ReplicationQueries(connection));
        } catch (SQLException failure) {
            throw refused(primary, failure);
        } catch (ExecutionException unforeseen) {
            throw new IllegalStateException(unforeseen.getCause());
        }
    }

    private ProblemException noPrimary() {
        var why = routes.explain(false).refusal();
        return problem("no-primary", why.orElse("there is no primary to write a marker to"))
                .toException();
    }

    private static ProblemException refused(NodeDefinition primary, SQLException failure) {
        var problem = problem("check-failed", primary.name() + " was not written to: " + failure.getMessage());
        if (SqlState.INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())) {
            problem.hint("The gateway's role needs EXECUTE on pg_logical_emit_message(boolean, text, text, boolean).");
        }
        return problem.toException();
    }

    private static Problem problem(String word, String message) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, word, message);
    }

    private static ReplicationReport report(Marker marker, List<NodeProgress> nodes, ReplicationQueries primary)
            throws SQLException {
        var slots = primary.slots();
        var physical = nodes.stream().anyMatch(node -> node.receiver().isPresent())
                ? Stream.of(Kind.physical)
                : Stream.<Kind>empty();
        var logical =
                nodes.stream().flatMap(node -> node.subscriptions().stream()).map(_ -> Kind.logical);
        var kinds = Stream.of(physical, logical, slots.stream().map(slot -> slot.kind()))
                .flatMap(each -> each)
                .distinct()
                .sorted()
                .toList();
        var replayed = nodes.stream()
                .flatMap(node -> node.replayedMs().stream())
                .sorted()
                .toList();
        return new ReplicationReport(
                summary(nodes, replayed),
                !nodes.isEmpty() && replayed.size() == nodes.size(),
                kinds,
                marker,
                nodes,
                primary.senders(),
                slots);
    }

    private static String summary(List<NodeProgress> nodes, List<Double> replayed) {
        if (nodes.isEmpty()) {
            return "There is no node but the primary.";
        }
        var count = "%d of %d nodes have replayed the marker".formatted(replayed.size(), nodes.size());
        var told = replayed.isEmpty()
                ? count + "."
                : String.format(Locale.ROOT, "%s, the slowest after %.1f ms.", count, replayed.getLast());
        return nodes.stream()
                .flatMap(node -> node.failure().stream().map(reason -> " %s: %s.".formatted(node.node(), reason)))
                .reduce(told, String::concat);
    }
}
