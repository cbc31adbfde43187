package dev.pgweir.admin.switchover;

import dev.pgweir.admin.switchover.SwitchoverReport.Follower;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.cluster.control.ControlFailure;
import dev.pgweir.cluster.control.FollowOutcome;
import dev.pgweir.cluster.control.NodeControl;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.request.Deadline;
import dev.pgweir.routing.WriteHold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The steps that make another node the primary. Thread-safe: a second switchover at the same time is refused. */
@Component
final class Switchover {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final NodeControl control;
    private final WriteHold writes;
    private final ReentrantLock running = new ReentrantLock();

    Switchover(Cluster cluster, NodeControl control, WriteHold writes) {
        this.cluster = cluster;
        this.control = control;
        this.writes = writes;
    }

    /**
     * Has a running primary hand over to a replica. Nothing is lost, and a write that comes meanwhile waits.
     *
     * @param to the replica; empty for the most advanced
     * @param patience how long it may take until it is promoted
     */
    SwitchoverReport handOver(Optional<String> to, Duration patience) throws InterruptedException {
        begin();
        try {
            var topology = settled();
            var primary = topology.primary().orElseThrow(Switchover::noPrimary);
            var successor = Successor.choose(topology, to);
            var deadline = Deadline.in(patience);
            // Writes wait for the last bit of the log only.
            catchUp(successor, primary, deadline);
            var start = System.nanoTime();
            Optional<Integer> timeline;
            try (var _ = hold(deadline)) {
                catchUp(successor, primary, deadline);
                control.promote(successor.definition(), left(deadline));
                timeline = awaitPrimary(successor);
            }
            var held = Duration.ofNanos(System.nanoTime() - start);
            return report(topology, successor, timeline, held);
        } catch (ControlFailure failure) {
            throw failed(failure);
        } finally {
            running.unlock();
        }
    }

    /**
     * Puts a replica in the place of a primary that is dead.
     *
     * @param to the replica; empty for the most advanced
     * @param force whether to do so though a primary answers
     */
    SwitchoverReport promote(Optional<String> to, boolean force) throws InterruptedException {
        begin();
        try {
            var topology = settled();
            if (!force) {
                requireNoPrimary(topology);
            }
            var successor = Successor.choose(topology, to);
            control.promote(successor.definition(), PATIENCE);
            return report(topology, successor, awaitPrimary(successor), Duration.ZERO);
        } catch (ControlFailure failure) {
            throw failed(failure);
        } finally {
            running.unlock();
        }
    }

    private void begin() {
        if (!running.tryLock()) {
            throw Refusal.conflict("switchover-running", "another switchover or promotion has not ended yet");
        }
    }

    /** The cluster once each of its replicas has told how far it is: the most advanced must not be missed. */
    private Topology settled() throws InterruptedException {
        for (var replica : cluster.topology().replicas()) {
            cluster.awaitReplay(replica.name(), new Lsn(1), PATIENCE);
        }
        return cluster.topology();
    }

    private static void requireNoPrimary(Topology topology) {
        topology.nodes().stream()
                .filter(node -> node.is(Role.PRIMARY) && topology.isOnNewestTimeline(node))
                .findFirst()
                .ifPresent(primary -> {
                    throw Refusal.conflict(
                            "primary-answers",
                            primary.name() + " is the primary, and answers",
                            "POST /admin/cluster/switchover loses nothing. \"force\": true promotes all the same.");
                });
    }

    private WriteHold.Held hold(Deadline deadline) throws InterruptedException {
        try {
            return writes.hold(left(deadline));
        } catch (IllegalStateException unready) {
            throw new ControlFailure("writes could not be held: " + unready.getMessage(), unready);
        }
    }

    private void catchUp(Node successor, Node primary, Deadline deadline) throws InterruptedException {
        var end = control.endOfLog(primary.definition());
        if (!cluster.awaitReplay(successor.name(), end, left(deadline))) {
            throw new ControlFailure(
                    "%s has not replayed the log of %s up to %s in time"
                            .formatted(successor.name(), primary.name(), end),
                    null);
        }
    }

    /** Waits until writes go to the new primary, and answers its timeline. */
    private Optional<Integer> awaitPrimary(Node successor) throws InterruptedException {
        return await(successor, topology -> topology.primary().filter(node -> isSame(node, successor)))
                .flatMap(Node::up)
                .map(NodeState.Up::timeline);
    }

    private Optional<Node> await(Node node, Function<Topology, Optional<Node>> condition) throws InterruptedException {
        var deadline = Deadline.in(PATIENCE);
        cluster.connected(node.name());
        while (true) {
            var topology = cluster.topology();
            var found = condition.apply(topology);
            if (found.isPresent() || !cluster.awaitChange(topology, left(deadline))) {
                return found;
            }
        }
    }

    private SwitchoverReport report(Topology before, Node successor, Optional<Integer> timeline, Duration held)
            throws InterruptedException {
        var others =
                before.nodes().stream().filter(node -> !isSame(node, successor)).toList();
        var followers = others.parallelStream()
                .map(node -> control.follow(node.definition(), successor.definition()))
                .toList();
        var outcomes = new ArrayList<Follower>();
        for (var i = 0; i < others.size(); i++) {
            outcomes.add(Follower.of(others.get(i).name(), followers.get(i)));
            if (followers.get(i) instanceof FollowOutcome.Streaming) {
                awaitReplica(others.get(i));
            }
        }
        return new SwitchoverReport(
                before.primary().map(Node::name), successor.name(), timeline, held.toMillis(), outcomes);
    }

    /** Waits until it may be read again. */
    private void awaitReplica(Node follower) throws InterruptedException {
        await(
                follower,
                topology -> topology.replicas().stream()
                        .filter(node -> isSame(node, follower))
                        .findFirst());
    }

    private static boolean isSame(Node one, Node other) {
        return one.name().equals(other.name());
    }

    private static Duration left(Deadline deadline) {
        return deadline.hasPassed() ? Duration.ZERO : deadline.remaining();
    }

    private static ProblemException noPrimary() {
        return Refusal.unavailable(
                "no-primary",
                "there is no primary that could hand over",
                Optional.of("POST /admin/cluster/promote puts a replica in its place."));
    }

    private static ProblemException failed(ControlFailure failure) {
        return Refusal.unavailable("switchover-failed", String.valueOf(failure.getMessage()), failure.hint());
    }
}
