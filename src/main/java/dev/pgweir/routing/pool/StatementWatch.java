package dev.pgweir.routing.pool;

import dev.pgweir.request.Cancellation;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.checkout.CheckoutStep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels the statements of requests that are over. One thread looks through all connections that requests hold, so that
 * a request pays for no timer of its own, and the server is told nothing that it need not know. Thread-safe.
 */
final class StatementWatch implements CheckoutStep, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StatementWatch.class);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final Set<HeldConnection> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pgweir-watch").factory());
    private final Map<Cancellation, Counter> cancelled = new EnumMap<>(Cancellation.class);

    StatementWatch(MeterRegistry meters) {
        for (var reason : Cancellation.values()) {
            var counter = Counter.builder("pgweir.requests.cancelled")
                    .description("Requests whose statement was cancelled")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(meters);
            cancelled.put(reason, counter);
        }
    }

    void start() {
        var _ = watcher.scheduleWithFixedDelay(this::look, 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody's patience ends outside a request. */
    @Override
    public Connection around(Connection connection, Checkout checkout) throws SQLException {
        if (checkout.request().isEmpty()) {
            return connection;
        }
        var watched = new HeldConnection(connection, checkout.request().get(), held::remove);
        held.add(watched);
        return watched;
    }

    private void look() {
        for (var connection : held) {
            try {
                connection.cancelIfOver().map(cancelled::get).ifPresent(Counter::increment);
                connection.abandonIfDeaf();
            } catch (RuntimeException failure) {
                // Of one request; the others must still be watched.
                log.error("a request could not be watched", failure);
            }
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
