package dev.pgweir.limits;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counts what is refused, by the limit that was reached. Thread-safe. */
final class Refusals {

    private final Map<Cause, Counter> counters = new EnumMap<>(Cause.class);

    Refusals(MeterRegistry meters) {
        for (var cause : Cause.values()) {
            var counter = Counter.builder("pgweir.limited")
                    .description("Requests and connections refused, by the limit that was reached")
                    .tag("cause", cause.word())
                    .register(meters);
            counters.put(cause, counter);
        }
    }

    void note(Cause cause) {
        requireNonNull(counters.get(cause)).increment();
    }

    /** Counts a refusal, to be thrown. */
    LimitExceeded counted(LimitExceeded refusal) {
        note(refusal.limit());
        return refusal;
    }

    /** Counts it where something is refused. */
    <T> T count(Supplier<T> limited) {
        try {
            return limited.get();
        } catch (LimitExceeded refusal) {
            throw counted(refusal);
        }
    }
}
