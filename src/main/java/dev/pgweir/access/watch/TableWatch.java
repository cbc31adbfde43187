package dev.pgweir.access.watch;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.postgres.PrimaryFirst;
import dev.pgweir.request.AsGateway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Knows what a table of the gateway's own held when it was last read: every two seconds, by a thread of its own. What is
 * known stays while there is no primary to tell; a replica is asked only where nothing is known. Thread-safe.
 *
 * @param <T> what is made of the table; immutable
 */
public final class TableWatch<T> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TableWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** How long the start waits for the first answer, without which all requests would be let in as if the table were empty. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final boolean wanted;
    private final OwnSchema schema;
    private final PrimaryFirst nodes;
    private final Supplier<T> reading;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Optional<T> latest = Optional.empty();
    private volatile long answered = System.nanoTime();
    private volatile Optional<ScheduledThreadPoolExecutor> executor = Optional.empty();
    private String lastFailure = "";

    /**
     * @param name what is in the table, for the log
     * @param wanted whether it is read at all
     * @param reading reads it
     */
    public TableWatch(String name, boolean wanted, OwnSchema schema, PrimaryFirst nodes, Supplier<T> reading) {
        this.name = name;
        this.wanted = wanted;
        this.schema = schema;
        this.nodes = nodes;
        this.reading = reading;
    }

    /** What it held; empty where it could not be read since the start. */
    public Optional<T> latest() {
        return latest;
    }

    /** How long ago the primary last told what it holds, or since when it has not, if it should have been asked. */
    public Duration silence() {
        return wanted ? Duration.ofNanos(System.nanoTime() - answered) : Duration.ZERO;
    }

    private synchronized void look() {
        var asked = System.nanoTime();
        try {
            AsGateway.run(schema::prepare);
            latest = Optional.of(AsGateway.call(reading::get));
            answered = asked;
            lastFailure = "";
            first.countDown();
        } catch (RuntimeException failure) {
            tell(getMostSpecificCause(failure).toString());
            if (latest.isEmpty()) {
                lookAtReplica();
            }
        }
    }

    /** Does something with the table for an operator, as the gateway, and reads what is there then. */
    public <R> R change(Supplier<R> work) {
        var result = ask(work);
        look();
        return result;
    }

    /** Asks the table something for an operator, as the gateway. */
    public <R> R ask(Supplier<R> work) {
        schema.require();
        return AsGateway.call(work::get);
    }

    private void tell(String failure) {
        if (!failure.equals(lastFailure)) {
            log.warn("The {} could not be read, those last known count: {}", name, failure);
        }
        lastFailure = failure;
    }

    /** What it holds may be old, but is better than nothing. */
    private void lookAtReplica() {
        try {
            latest = Optional.of(AsGateway.call(() -> nodes.ask(reading)));
            first.countDown();
        } catch (RuntimeException failure) {
            log.debug("Nor could a replica tell the {}", name, failure);
        }
    }

    @Override
    public void start() {
        begin();
        try {
            if (!first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The {} are not known yet", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        var threads = new ScheduledThreadPoolExecutor(
                1, Thread.ofVirtual().name("pgweir-access-", 0).factory());
        answered = System.nanoTime();
        executor = Optional.of(threads);
        var _ = threads.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        executor.ifPresent(ScheduledThreadPoolExecutor::shutdownNow);
        executor = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return executor.isPresent();
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    /** After the nodes are known, before the web server starts. */
    @Override
    public int getPhase() {
        return 1;
    }
}
