package dev.pgweir.cluster.monitor;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.down;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterMonitorTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BRISK = Duration.ofMillis(1);
    private static final Duration ONLY_WHEN_WOKEN = Duration.ofDays(1);

    private final ScriptedProbe a = new ScriptedProbe();
    private final ScriptedProbe b = new ScriptedProbe();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private ClusterMonitor monitor = monitor(BRISK);

    @AfterEach
    void stop() {
        monitor.close();
    }

    @Test
    void knowsNothingBeforeItStarts() {
        assertThat(monitor.topology().nodes()).extracting(Node::state).containsOnly(new NodeState.Unknown());
    }

    @Test
    void hasProbedEveryNodeWhenItHasStarted() throws InterruptedException {
        a.answers.add(primary(1, "0/100"));
        b.answers.add(down("refused"));

        monitor.start(PATIENCE);

        assertThat(state("a")).isInstanceOf(NodeState.Up.class);
        assertThat(state("b")).isInstanceOf(NodeState.Down.class);
    }

    @Test
    void probesTheOthersWhileOneHangs() throws InterruptedException {
        b.answers.add(replica(1, "0/100"));

        monitor.start(Duration.ofMillis(50));

        assertThat(state("a")).isInstanceOf(NodeState.Unknown.class);
        await().untilAsserted(() -> assertThat(state("b")).isInstanceOf(NodeState.Up.class));
        b.answers.add(primary(2, "0/200"));
        await().untilAsserted(() -> assertThat(monitor.topology().primary()).isPresent());
    }

    @Test
    void takesASuspectDownAtOnceAndProbesItWithoutWaiting() throws InterruptedException {
        monitor = monitor(ONLY_WHEN_WOKEN);
        startBothUp();

        monitor.suspect("a", "connection reset");
        assertThat(state("a"))
                .isInstanceOfSatisfying(
                        NodeState.Down.class,
                        state -> assertThat(state.reason()).isEqualTo("connection reset"));

        a.answers.add(primary(1, "0/200"));
        await().untilAsserted(() -> assertThat(state("a")).isInstanceOf(NodeState.Up.class));
    }

    @Test
    void ignoresAnAnswerThatIsOlderThanASuspicion() throws InterruptedException {
        startBothUp();
        a.awaitAsked(2);

        monitor.suspect("a", "connection reset");
        a.answers.add(primary(1, "0/200"));
        a.awaitAsked(3);
        assertThat(state("a")).isInstanceOf(NodeState.Down.class);

        a.answers.add(primary(1, "0/300"));
        await().untilAsserted(() -> assertThat(state("a")).isInstanceOf(NodeState.Up.class));
    }

    @Test
    void remembersSinceWhenANodeIsDown() throws InterruptedException {
        startBothUp();
        var first = down("refused");
        a.answers.add(first);
        a.answers.add(down("starting up"));

        await().untilAsserted(() -> assertThat(state("a")).isEqualTo(first.because("starting up")));
    }

    @Test
    void tellsOfEachChangeOnce() throws InterruptedException {
        startBothUp();
        a.answers.addAll(List.of(primary(1, "0/200"), down("refused"), down("refused"), replica(2, "0/300")));

        await().untilAsserted(() -> assertThat(events)
                .filteredOn(event -> event.startsWith("a:"))
                .containsExactly(
                        "a: unknown -> primary, timeline 1, 0/100",
                        "a: primary -> down, refused",
                        "a: down -> replica, timeline 2, 0/300"));
    }

    @Test
    void closesItsProbesAndTellsNothingMoreWhenItStops() throws InterruptedException {
        startBothUp();
        a.awaitAsked(2);
        var told = List.copyOf(events);

        monitor.close();

        assertThat(a.closed.get()).isOne();
        assertThat(events).containsExactlyElementsOf(told);
    }

    @Test
    void probesANodeThatIsAdded() throws InterruptedException {
        monitor = monitor(ONLY_WHEN_WOKEN, definition("a"));
        a.answers.add(primary(1, "0/100"));
        monitor.start(PATIENCE);
        b.answers.add(replica(1, "0/100"));

        monitor.reconcile(List.of(definition("a"), definition("b")));

        await().untilAsserted(() ->
                assertThat(monitor.topology().replicas()).extracting(Node::name).containsExactly("b"));
        assertThat(a.asked).hasValue(1);
    }

    @Test
    void forgetsANodeThatIsRemoved() throws InterruptedException {
        startBothUp();
        a.awaitAsked(2);

        monitor.reconcile(List.of(definition("b")));
        a.answers.add(primary(1, "0/200"));

        await().until(() -> a.closed.get() == 1);
        assertThat(a.asked).hasValue(2);
        assertThat(monitor.topology().nodes()).extracting(Node::name).containsExactly("b");
    }

    @Test
    void ignoresReportsOnANodeThatIsGone() throws InterruptedException {
        startBothUp();
        monitor.reconcile(List.of(definition("b")));

        monitor.suspect("a", "connection reset");
        monitor.connected("a");

        assertThat(monitor.awaitReplay("a", Lsn.parse("0/1"), PATIENCE)).isFalse();
        assertThat(monitor.topology().nodes()).extracting(Node::name).containsExactly("b");
    }

    @Test
    void probesANodeAnewOnlyWhereItIsReachedInAnotherWay() throws InterruptedException {
        monitor = monitor(ONLY_WHEN_WOKEN);
        startBothUp();
        var drained = definition("a").with(5, AllowedUse.DRAINED);
        var moved = new NodeDefinition(
                "b", "jdbc:postgresql://elsewhere/test", 1, definition("b").credentials());

        monitor.reconcile(List.of(drained, moved));

        assertThat(monitor.topology().primary()).map(Node::definition).contains(drained);
        assertThat(state("b")).isEqualTo(new NodeState.Unknown());
        b.awaitAsked(2);
        assertThat(a.asked).hasValue(1);
    }

    @Test
    void tellsThoseWhoWaitOfAChangedUseAndOfANamedLeader() throws InterruptedException {
        startBothUp();
        var before = monitor.topology();
        assertThat(monitor.awaitChange(before, Duration.ofMillis(1))).isFalse();

        monitor.reconcile(List.of(definition("a").with(1, AllowedUse.BANNED), definition("b")));
        assertThat(monitor.awaitChange(before, PATIENCE)).isTrue();

        var banned = monitor.topology();
        monitor.named(Set.of("b"));
        assertThat(monitor.awaitChange(banned, PATIENCE)).isTrue();
    }

    private ClusterMonitor monitor(Duration interval) {
        return monitor(interval, definition("a"), definition("b"));
    }

    private ClusterMonitor monitor(Duration interval, NodeDefinition... nodes) {
        return new ClusterMonitor(
                List.of(nodes),
                node -> node.name().equals("a") ? a : b,
                interval,
                Duration.ofDays(1),
                Optional.empty(),
                change -> events.add(change.toString()),
                _ -> {});
    }

    private void startBothUp() throws InterruptedException {
        a.answers.add(primary(1, "0/100"));
        b.answers.add(replica(1, "0/100"));
        monitor.start(PATIENCE);
    }

    private NodeState state(String node) {
        return monitor.topology().node(node).orElseThrow().state();
    }

    /** Answers what the test puts into its queue, and hangs while that is empty. */
    private static final class ScriptedProbe implements NodeProbe {

        private final BlockingQueue<NodeState> answers = new LinkedBlockingQueue<>();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public NodeState ask() {
            asked.incrementAndGet();
            try {
                return answers.take();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return down("interrupted");
            }
        }

        @Override
        public Optional<Lsn> replayed() {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        private void awaitAsked(int times) {
            await().until(() -> asked.get() == times);
        }
    }
}
