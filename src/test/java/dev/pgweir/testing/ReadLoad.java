package dev.pgweir.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Eight threads that read, one read after the other, before and while something happens to the cluster. */
public final class ReadLoad {

    private static final Logger log = LoggerFactory.getLogger(ReadLoad.class);
    private static final int THREADS = 8;
    private static final int WARM_UP = 5000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder reads = new LongAdder();
    private final Queue<Duration> taken = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    private ReadLoad() {}

    /** Reads until the event is over, and waits for the reads that are still under way. */
    public static ReadLoad during(Runnable read, Consumer<ReadLoad> event) {
        var load = new ReadLoad();
        for (var i = 0; i < THREADS; i++) {
            load.threads.execute(() -> load.repeat(read));
        }
        try {
            load.awaitReads(WARM_UP);
            load.taken.clear();
            event.accept(load);
        } finally {
            load.running = false;
            load.threads.close();
        }
        log.info("{} reads, the slowest took {}", load.reads, load.slowest());
        return load;
    }

    /** Waits until so many more reads have ended. */
    public void awaitReads(int more) {
        var enough = reads.sum() + more;
        await().atMost(Duration.ofMinutes(1)).until(() -> reads.sum() > enough);
    }

    private void repeat(Runnable read) {
        while (running) {
            var start = System.nanoTime();
            try {
                read.run();
            } catch (RuntimeException | AssertionError failure) {
                failures.add(failure);
            }
            taken.add(Duration.ofNanos(System.nanoTime() - start));
            reads.increment();
        }
    }

    /** What reads came to that should not have. */
    public Queue<Throwable> failures() {
        return failures;
    }

    /** The longest that a read took since the event began. */
    public Duration slowest() {
        return within(100);
    }

    /** Within which time this percentage of the reads was done, of those that ended since the event began. */
    public Duration within(int percentage) {
        var ordered = taken.stream().sorted().toList();
        return ordered.get(Math.ceilDiv(percentage * ordered.size(), 100) - 1);
    }
}
