package dev.pgweir.routing.transaction;

import static java.util.Objects.requireNonNull;

import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.Timing;
import dev.pgweir.routing.measure.MeasuredNodes;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.routing.transaction.RouteDemand.Freshness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Measures what was decided: how long that took, which is how long it waited, and how fresh reads were served. Thread-safe. */
final class RouteMetrics {

    /** How fresh clients want their reads. */
    private enum Asked {
        NONE,
        SESSION,
        BOUNDED,
        STRONG;

        static Asked of(Freshness freshness) {
            if (freshness.strong()) {
                return STRONG;
            }
            if (freshness.maxStaleness().isPresent()) {
                return BOUNDED;
            }
            return freshness.replayed().isPresent() ? SESSION : NONE;
        }
    }

    /** The step of the {@link ReadLadder} that served a read. */
    private enum Rung {
        REPLICA,
        WAITED,
        PRIMARY,
        STALE;

        static Rung of(Reason reason) {
            return switch (reason) {
                case REPLICA -> REPLICA;
                case CAUGHT_UP -> WAITED;
                case LAGGING -> STALE;
                case WRITE, PRIMARY_BY_WEIGHT, ONLY_NODE, NO_REPLICA, NO_FRESH_REPLICA, STRONG -> PRIMARY;
            };
        }
    }

    private final MeasuredNodes nodes;
    private final Map<Asked, Map<Rung, Counter>> reads = new EnumMap<>(Asked.class);
    private final Counter lost;
    private final Counter uncertain;

    RouteMetrics(MeasuredNodes nodes, MeterRegistry meters) {
        this.nodes = nodes;
        for (var asked : Asked.values()) {
            var counters = new EnumMap<Rung, Counter>(Rung.class);
            for (var rung : Rung.values()) {
                counters.put(rung, counter(asked, rung, meters));
            }
            reads.put(asked, counters);
        }
        this.lost = lost(true, meters);
        this.uncertain = lost(false, meters);
    }

    private static Counter lost(boolean certain, MeterRegistry meters) {
        return Counter.builder("pgweir.writes.lost")
                .description("Requests whose client was told that a failover has, or may have, lost its write")
                .tag("certain", Boolean.toString(certain))
                .register(meters);
    }

    private static Counter counter(Asked asked, Rung rung, MeterRegistry meters) {
        return Counter.builder("pgweir.reads.freshness")
                .description("Reads by how fresh their clients wanted them, and by what served them")
                .tag("asked", asked.name().toLowerCase(Locale.ROOT))
                .tag("rung", rung.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** Notes that a client is told that its write was lost. */
    void told(WriteLost loss) {
        (loss.certain() ? lost : uncertain).increment();
    }

    void decided(Route route, Freshness freshness, long nanos) {
        nodes.of(route.node().definition()).routed(route.reason(), nanos);
        if (route.reason() != Reason.WRITE) {
            requireNonNull(requireNonNull(reads.get(Asked.of(freshness))).get(Rung.of(route.reason())))
                    .increment();
        }
        Timing.current().ifPresent(timing -> timing.routed(nanos));
    }
}
