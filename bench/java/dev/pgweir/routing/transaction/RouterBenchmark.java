package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.load.Balancer;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.transaction.RouteDemand.Freshness;
import dev.pgweir.routing.transaction.Router.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one decision costs in a cluster of a primary and two replicas. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RouterBenchmark {

    private static final Lsn WRITTEN = new Lsn(2_000_000);
    private static final RouteDemand WRITE = new RouteDemand(false, Set.of());
    private static final RouteDemand READ = new RouteDemand(true, Set.of());
    private static final RouteDemand WITH_TOKEN =
            new RouteDemand(true, Set.of(), new Freshness(false, Optional.of(new Lsn(1_000_000)), Optional.empty()));
    private static final RouteDemand ELSEWHERE =
            new RouteDemand(true, Set.of("replica-1"), new Freshness(false, Optional.of(WRITTEN), Optional.empty()));

    private final Topology topology = new Topology(List.of(
            node("primary", Role.PRIMARY), node("replica-1", Role.REPLICA), node("replica-2", Role.REPLICA)));
    private final Router router = router(Optional.empty());
    private final Router inZone = router(Optional.of("east"));

    /** A write. */
    @Benchmark
    public Route write() {
        return router.route(topology, WRITE);
    }

    /** A read of a client without a token. */
    @Benchmark
    public Route read() {
        return router.route(topology, READ);
    }

    /** A read of a client who has written. */
    @Benchmark
    public Route readWithToken() {
        return router.route(topology, WITH_TOKEN);
    }

    /** A read that was run in vain on one replica. */
    @Benchmark
    public Route readElsewhere() {
        return router.route(topology, ELSEWHERE);
    }

    /** A read of a gateway that prefers a zone in which all nodes are. */
    @Benchmark
    public Route readInZone() {
        return inZone.route(topology, READ);
    }

    private static Router router(Optional<String> zone) {
        var loads = new Loads();
        // Nothing expires while this runs.
        var limits = new Limits(0, Duration.ofDays(1), Duration.ofDays(1), 100_000_000, zone);
        return new Router(
                limits, loads, new Balancer(loads, () -> ThreadLocalRandom.current().nextDouble()));
    }

    private static Node node(String name, Role role) {
        var definition =
                new NodeDefinition(name, "jdbc:postgresql://%s/shop".formatted(name), 1, new Credentials("app", ""));
        return new Node(
                definition.in("east"),
                new NodeState.Up(role, 1, 1, WRITTEN, Optional.empty(), Instant.EPOCH),
                OptionalLong.of(System.nanoTime()));
    }
}
