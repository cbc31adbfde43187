package dev.pgweir.routing.transaction;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.WriteHold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteGateTests {

    private static final Node PRIMARY = new Node(definition("primary"), primary(1, "0/100"));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final AtomicReference<Optional<Node>> writer = new AtomicReference<>(Optional.of(PRIMARY));
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final ExecutorService writers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        writers.close();
    }

    @Test
    void letsAWriteThroughWhileThereIsAPrimary() {
        assertThat(gate(SHORT, 0).enter()).isEqualTo(PRIMARY);
        assertThat(waits).isEmpty();
    }

    @Test
    void letsWritesWaitForAPrimaryInTheirOrder() {
        var gate = gate(LONG, 10);
        writer.set(Optional.empty());
        var order = new CopyOnWriteArrayList<Integer>();
        for (var i = 0; i < 5; i++) {
            var number = i;
            writers.execute(() -> {
                gate.enter();
                order.add(number);
                gate.leave();
            });
            await().until(() -> gate.waiting() == number + 1);
        }

        writer.set(Optional.of(PRIMARY));

        await().untilAsserted(() -> assertThat(order).hasSize(5));
        assertThat(gate.waiting()).isZero();
        assertThat(waits).hasSize(5).allMatch(Duration::isPositive);
    }

    @Test
    void refusesAWriteThatFindsNoPrimaryInTime() {
        writer.set(Optional.empty());

        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> gate(SHORT, 10).enter());
    }

    @Test
    void refusesAtOnceWhatIsTooMuch() {
        var gate = gate(LONG, 0);
        writer.set(Optional.empty());

        assertThatExceptionOfType(NoNodeAvailable.class).isThrownBy(gate::enter).withMessageContaining("too many");
    }

    @Test
    void holdsWritesBackOnceThoseThatRunAreOver() throws Exception {
        var gate = gate(LONG, 10);
        gate.enter();
        var holding = holding(gate);
        var waiting = writers.submit(gate::enter);
        await().until(() -> gate.waiting() == 1);
        assertThat(holding).isNotDone();

        gate.leave();

        try (var _ = holding.get()) {
            assertThat(waiting).isNotDone();
        }
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void letsAWriteThatRunsTakeAnotherConnectionThoughWritesAreHeld() throws Exception {
        var gate = gate(LONG, 10);
        gate.enter();
        var holding = holding(gate);
        var waiting = writers.submit(gate::enter);
        await().until(() -> gate.waiting() == 1);

        assertThat(gate.enter()).isEqualTo(PRIMARY);
        gate.leave();
        assertThat(holding).isNotDone();
        gate.leave();

        try (var _ = holding.get()) {
            assertThat(waiting).isNotDone();
        }
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void letsWritesGoOnWhereThoseThatRunDoNotEndInTime() {
        var gate = gate(LONG, 10);
        gate.enter();

        assertThatIllegalStateException().isThrownBy(() -> gate.hold(SHORT)).withMessageContaining("1 writes");
        assertThat(gate.enter()).isEqualTo(PRIMARY);
    }

    private WriteGate gate(Duration patience, int capacity) {
        Function<Topology, Optional<Node>> primary = _ -> writer.get();
        return new WriteGate(new FixedCluster(PRIMARY), primary, patience, capacity, waits::add);
    }

    /** Writes are held back from now on, and those that run are waited for. */
    private static Future<WriteHold.Held> holding(WriteGate gate) {
        var holding = new FutureTask<>(() -> gate.hold(LONG));
        var holder = Thread.ofPlatform().start(holding);
        await().until(() -> holder.getState() == Thread.State.TIMED_WAITING);
        return holding;
    }
}
