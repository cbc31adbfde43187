package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Measures whether there is a primary, how often another node has become it, and for how long there was none. Thread-safe. */
final class PrimaryMetrics implements Consumer<Topology>, MeterBinder {

    private final List<Counter> changes = new ArrayList<>();
    private final List<Timer> gaps = new ArrayList<>();
    private Optional<String> last = Optional.empty();
    private OptionalLong absentSince = OptionalLong.empty();
    private boolean present;

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Gauge.builder("pgweir.primary.present", this, metrics -> metrics.isPresent() ? 1 : 0)
                .description("1 while there is a primary to write to, 0 otherwise")
                .register(registry);
        changes.add(Counter.builder("pgweir.primary.changes")
                .description("How often another node has become the primary")
                .register(registry));
        gaps.add(Timer.builder("pgweir.primary.absent")
                .description("For how long there was no primary, once there was one again")
                .register(registry));
    }

    private synchronized boolean isPresent() {
        return present;
    }

    /** Takes note of the newest snapshot. */
    @Override
    public synchronized void accept(Topology topology) {
        var primary = topology.primary().map(Node::name);
        present = primary.isPresent();
        if (!present) {
            absentSince = absentSince.isPresent() || last.isEmpty() ? absentSince : OptionalLong.of(System.nanoTime());
            return;
        }
        if (absentSince.isPresent()) {
            var gap = Duration.ofNanos(System.nanoTime() - absentSince.getAsLong());
            gaps.forEach(timer -> timer.record(gap));
            absentSince = OptionalLong.empty();
        }
        if (last.isPresent() && !last.equals(primary)) {
            changes.forEach(Counter::increment);
        }
        last = primary;
    }
}
