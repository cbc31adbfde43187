package dev.pgweir.resources.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Measures exports and imports by resource. Thread-safe. */
@Component
class StreamMeters {

    private final Map<Stream, OfStream> streams = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * What rows stream from or into.
     *
     * @param direction {@code export} or {@code import}
     * @param resource the resource
     */
    record Stream(String direction, String resource) {}

    /** The meters of one resource in one direction. */
    record OfStream(AtomicInteger open, Counter rows, Counter bytes) {

        void begin() {
            open.incrementAndGet();
        }

        void advance(long moreRows, long moreBytes) {
            rows.increment((double) moreRows);
            bytes.increment((double) moreBytes);
        }

        void end() {
            open.decrementAndGet();
        }
    }

    OfStream of(Stream stream) {
        return streams.computeIfAbsent(stream, this::made);
    }

    private OfStream made(Stream stream) {
        var tags = Tags.of("direction", stream.direction(), "resource", stream.resource());
        var open = new AtomicInteger();
        Gauge.builder("pgweir.streams.open", open, AtomicInteger::get)
                .description("Exports and imports that are running")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        return new OfStream(
                open,
                Counter.builder("pgweir.streams.rows")
                        .description("Rows that were exported or imported")
                        .tags(tags)
                        .register(registry),
                Counter.builder("pgweir.streams.bytes")
                        .description("Bytes of exports and imports")
                        .tags(tags)
                        .register(registry));
    }
}
