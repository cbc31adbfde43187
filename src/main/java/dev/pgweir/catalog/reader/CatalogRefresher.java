package dev.pgweir.catalog.reader;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.roles.UnsafeLogin;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Refreshes the catalog on a virtual thread of its own: once before the web server starts, each second until that has
 * succeeded once, and then periodically. Where it is found outdated it is read early, but never more than once a
 * second.
 */
@Component
class CatalogRefresher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CatalogRefresher.class);
    private static final Duration UNTIL_FIRST_READ = Duration.ofSeconds(1);
    private static final Duration LOOK_UP = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Catalogs catalogs;
    private final Duration interval;
    private final AtomicBoolean outdated = new AtomicBoolean();

    /** What was said last about a reading that failed; each failure is told once. */
    private String lastFailure = "";

    private volatile CountDownLatch stop = new CountDownLatch(0);
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    CatalogRefresher(Catalogs catalogs, CatalogProperties properties) {
        this.catalogs = catalogs;
        this.interval = properties.catalog().refreshInterval();
    }

    @Override
    public void start() {
        CountDownLatch untilStopped = new CountDownLatch(1);
        stop = untilStopped;
        refresh(true);
        thread = Thread.ofVirtual().name("catalog-refresher").start(() -> refreshUntil(untilStopped));
    }

    @Override
    public void stop() {
        stop.countDown();
        try {
            if (isRunning() && !thread.join(STOP_TIMEOUT)) {
                log.warn("A reading of the catalog outlives the gateway's patience and is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    void hasten(CatalogOutdated news) {
        outdated.set(true);
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Before the web server, so that the resources are there when the first request comes. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void refreshUntil(CountDownLatch stopped) {
        try {
            var due = System.nanoTime() + pause().toNanos();
            while (!stopped.await(Math.min(LOOK_UP.toNanos(), due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                if (outdated.getAndSet(false) || due - System.nanoTime() <= 0) {
                    refresh(false);
                    due = System.nanoTime() + pause().toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param starting whether the gateway may still be kept from starting */
    private void refresh(boolean starting) {
        try {
            catalogs.refresh();
            lastFailure = "";
        } catch (RuntimeException e) {
            if (starting && e instanceof UnsafeLogin) {
                throw e;
            }
            // The outer message quotes the whole statement.
            var failure = getMostSpecificCause(e).toString();
            if (!failure.equals(lastFailure)) {
                log.warn("The catalog could not be read, and is tried each {} s: {}", pause().toSeconds(), failure);
            }
            lastFailure = failure;
        }
    }

    private Duration pause() {
        return catalogs.current().isPresent() ? interval : UNTIL_FIRST_READ;
    }
}
