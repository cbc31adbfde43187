package dev.pgweir.routing.transaction;

import static java.util.Objects.requireNonNull;

import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts routes by their reason, and measures how long their decisions took: that is, how long they waited. Thread-safe. */
final class RouteMetrics {

    private final Map<Reason, Timer> decisions = new EnumMap<>(Reason.class);

    RouteMetrics(MeterRegistry meters) {
        for (var reason : Reason.values()) {
            var timer = Timer.builder("pgweir.routes")
                    .description("Routes by reason, and how long they waited for it")
                    .tag("reason", reason.word())
                    .register(meters);
            decisions.put(reason, timer);
        }
    }

    void decided(Route route, long nanos) {
        requireNonNull(decisions.get(route.reason())).record(Duration.ofNanos(nanos));
    }
}
