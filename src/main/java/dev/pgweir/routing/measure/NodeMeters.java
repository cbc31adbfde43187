package dev.pgweir.routing.measure;

import static java.util.Objects.requireNonNull;

import dev.pgweir.request.Work;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.load.NodeLoad;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The meters of what one node is given to do, and how it bears it. All are made at once: to record looks up nothing but an enum.
 * Thread-safe.
 */
public final class NodeMeters {

    private final MeterRegistry registry;
    private final String node;
    private final List<Meter> all = new CopyOnWriteArrayList<>();
    private final Map<Reason, Timer> routes;
    private final Map<Work, Timer> ended;
    private final Map<Work, Map<Failure, Counter>> failed;
    private volatile NodeLoad load;

    NodeMeters(MeterRegistry registry, String node, NodeLoad load) {
        this.registry = registry;
        this.node = node;
        this.load = load;
        this.routes = forEach(Reason.class, this::route);
        this.ended = forEach(Work.class, this::ended);
        this.failed = forEach(Work.class, work -> forEach(Failure.class, failure -> failed(work, failure)));
        gauge(
                "pgweir.node.latency.seconds",
                "How long uses of its connections have taken of late",
                NodeMeters::latency);
        gauge(
                "pgweir.node.in.flight",
                "Connections of the node that are in use or waited for",
                now -> now.load.inFlight());
        for (var state : NodeLoad.BREAKER_STATES) {
            breaker(state);
        }
    }

    /** From now on the node's load is this one. */
    void bears(NodeLoad now) {
        load = now;
    }

    private double latency() {
        return load.latency().toNanos() / 1e9;
    }

    private void gauge(String name, String description, ToDoubleFunction<NodeMeters> value) {
        kept(Gauge.builder(name, this, value)
                .description(description)
                .tag("node", node)
                .register(registry));
    }

    private void breaker(String state) {
        kept(Gauge.builder(
                        "pgweir.node.breaker", this, now -> now.load.breaker().equals(state) ? 1 : 0)
                .description("1 for the state of the breaker that keeps reads away from a node that fails")
                .tag("node", node)
                .tag("state", state)
                .register(registry));
    }

    /** Notes that a transaction was led here, after so long. */
    public void routed(Reason reason, long nanos) {
        requireNonNull(routes.get(reason)).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** How long transactions wait for connections of a pool. */
    public Timer waits(String pool) {
        return kept(Timer.builder("pgweir.connections.waits")
                .description("How long transactions waited for a connection of a node, in vain or not")
                .tag("node", node)
                .tag("pool", pool)
                .register(registry));
    }

    /** Notes that the use of a connection is over. */
    public void used(Use use) {
        if (use.failure().isPresent()) {
            none(use.work(), use.failure().get());
        } else {
            requireNonNull(ended.get(use.work())).record(use.used());
        }
    }

    /** Notes that a connection could not be had. */
    public void none(Work work, Failure failure) {
        requireNonNull(requireNonNull(failed.get(work)).get(failure)).increment();
    }

    /** Removes all of them: the node is gone. */
    void remove() {
        all.forEach(registry::remove);
    }

    private static <K extends Enum<K>, M> Map<K, M> forEach(Class<K> keys, Function<K, M> meter) {
        var meters = new EnumMap<K, M>(keys);
        for (var key : keys.getEnumConstants()) {
            meters.put(key, meter.apply(key));
        }
        return meters;
    }

    private Timer route(Reason reason) {
        return kept(Timer.builder("pgweir.routes")
                .description("Transactions by node and by why it was chosen, and how long they waited for it")
                .tag("node", node)
                .tag("reason", reason.word())
                .register(registry));
    }

    private Timer ended(Work work) {
        return kept(Timer.builder("pgweir.transactions")
                .description("Transactions that a node has served, and how long they had a connection")
                .tag("node", node)
                .tag("work", work.word())
                .register(registry));
    }

    private Counter failed(Work work, Failure failure) {
        return kept(Counter.builder("pgweir.transactions.failed")
                .description("Transactions that lost their connection, were cancelled, or got none")
                .tag("node", node)
                .tag("work", work.word())
                .tag("failure", failure.word())
                .register(registry));
    }

    private <M extends Meter> M kept(M meter) {
        all.add(meter);
        return meter;
    }
}
