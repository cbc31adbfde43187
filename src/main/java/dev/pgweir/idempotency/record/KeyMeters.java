package dev.pgweir.idempotency.record;

import static java.util.Objects.requireNonNull;

import dev.pgweir.idempotency.Idempotency.Outcome;
import dev.pgweir.idempotency.KeyReused;
import dev.pgweir.idempotency.WriteInFlight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts writes with a key by what became of them. Thread-safe. */
@Component
class KeyMeters {

    private enum Kind {
        FIRST,
        REPLAYED,
        REUSED,
        IN_FLIGHT
    }

    private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);

    KeyMeters(MeterRegistry meters) {
        for (var kind : Kind.values()) {
            var counter = Counter.builder("pgweir.idempotency")
                    .description(
                            "Writes with a key: run, answered as before, refused as another write's, still running")
                    .tag("outcome", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(meters);
            counters.put(kind, counter);
        }
    }

    /** Runs a write, and counts it unless it fails by itself. */
    Outcome counted(Supplier<Outcome> write) {
        try {
            var outcome = write.get();
            count(outcome.replayed() ? Kind.REPLAYED : Kind.FIRST);
            return outcome;
        } catch (KeyReused reused) {
            count(Kind.REUSED);
            throw reused;
        } catch (WriteInFlight running) {
            count(Kind.IN_FLIGHT);
            throw running;
        }
    }

    private void count(Kind kind) {
        requireNonNull(counters.get(kind)).increment();
    }
}
