package dev.pgweir.routing.load;

import dev.pgweir.cluster.Lsn;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * What the gateway itself sees of one node: how many connections are in use or waited for, how long uses of late have
 * taken, how often they failed, and how far the node was seen to have replayed. Thread-safe; nothing blocks.
 */
public final class NodeLoad {

    /** What {@link #breaker} may say while nobody interferes. */
    public static final List<String> BREAKER_STATES = List.of("closed", "open", "half-open");

    /** A latency falls to 1/e of itself in this time without news: a node that was slow is tried again, however few reads there are. */
    private static final double DECAY_NANOS = Duration.ofSeconds(5).toNanos();

    /** How much of the way a slower use takes the latency up. */
    private static final double RISE = 0.2;

    /** How many times as long as before one use may seem. */
    private static final double MOST_RISE = 5;

    /** Latencies that differ by less mean nothing. */
    private static final double INSIGNIFICANT_NANOS = Duration.ofMillis(1).toNanos();

    /** A node that came back takes its full share after this time. */
    private static final double SLOW_START_NANOS = Duration.ofSeconds(10).toNanos();

    private static final double SMALLEST_SHARE = 0.1;

    private record Latency(double nanos, long moment) {

        double at(long now) {
            return nanos * Math.exp(-Math.max(0, now - moment) / DECAY_NANOS);
        }
    }

    private record Progress(int generation, Lsn replayed) {}

    private final CircuitBreaker breaker;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<Latency> latency;
    private final AtomicReference<Progress> progress = new AtomicReference<>(new Progress(0, Lsn.INVALID));
    private final AtomicLong startedAt;

    /** @param nanoTime as of {@link System#nanoTime} */
    NodeLoad(CircuitBreaker breaker, LongSupplier nanoTime) {
        this.breaker = breaker;
        this.nanoTime = nanoTime;
        this.latency = new AtomicReference<>(new Latency(0, nanoTime.getAsLong()));
        this.startedAt = new AtomicLong(nanoTime.getAsLong() - (long) SLOW_START_NANOS);
    }

    /** How many connections are in use or waited for. */
    public int inFlight() {
        return inFlight.get();
    }

    /** How long uses of late have taken. */
    public Duration latency() {
        return Duration.ofNanos((long) latency.get().at(nanoTime.getAsLong()));
    }

    /** The state of the breaker that keeps reads away from a node that fails. */
    public String breaker() {
        return breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Notes that a caller asks for a connection. */
    public void begin() {
        inFlight.incrementAndGet();
    }

    /** Notes that a caller got none. */
    public void giveUp() {
        inFlight.decrementAndGet();
    }

    /** Notes that a caller has given a connection back, after so long a wait and use. */
    public void end(Duration used) {
        inFlight.decrementAndGet();
        var now = nanoTime.getAsLong();
        latency.updateAndGet(before -> newer(before, (double) used.toNanos(), now));
        breaker.onSuccess(used.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The older the latency, the more one use counts: what is known of a node that is seldom used lasts as long as of others. A
     * slower use counts at once, but none alone takes a node out.
     */
    private static Latency newer(Latency before, double sample, long now) {
        var faded = before.at(now);
        var heeded = Math.min(sample, MOST_RISE * (faded + INSIGNIFICANT_NANOS));
        var kept = Math.exp(-Math.max(0, now - before.moment()) / DECAY_NANOS);
        var mean = heeded + (before.nanos() - heeded) * kept;
        var risen = heeded > faded ? faded + (heeded - faded) * RISE : 0;
        return new Latency(Math.max(mean, risen), now);
    }

    /** Notes that the node failed a caller. */
    public void fail(Exception failure) {
        breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }

    /** Notes that the node has come back: it begins with a small share. */
    public void restart() {
        startedAt.set(nanoTime.getAsLong());
    }

    /** Whether the breaker lets reads through. */
    public boolean isClosed() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> false;
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> true;
        };
    }

    /** The share of its weight that the node takes now. */
    double share(long now) {
        return Math.clamp((now - startedAt.get()) / SLOW_START_NANOS, SMALLEST_SHARE, 1);
    }

    /** How slow the node is; differences that mean nothing hardly show. */
    double slowness(long now) {
        return latency.get().at(now) + INSIGNIFICANT_NANOS;
    }

    /** The number of the present run of the node's server; another one may have replayed less. */
    public int generation() {
        return progress.get().generation();
    }

    /** Forgets how far the node has come. */
    public void reconnected() {
        progress.updateAndGet(before -> new Progress(before.generation() + 1, Lsn.INVALID));
    }

    /** Notes how far the node has replayed, seen in this run of its server. */
    public void replayed(int generation, Lsn lsn) {
        progress.updateAndGet(before -> before.generation() == generation && lsn.compareTo(before.replayed()) > 0
                ? new Progress(generation, lsn)
                : before);
    }

    /** Whether the node was seen to have come as far. */
    public boolean hasReplayed(Lsn lsn) {
        return progress.get().replayed().compareTo(lsn) >= 0;
    }
}
