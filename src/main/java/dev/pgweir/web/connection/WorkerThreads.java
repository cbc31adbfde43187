package dev.pgweir.web.connection;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of the {@link Workers}, and one that has tasks passed over that take too long. Thread-safe. */
public final class WorkerThreads implements AutoCloseable {

    private static final int KEPT = 10;
    private static final long IDLE_SECONDS = 60;
    private static final int TASKS_PER_PROCESSOR = 2;

    private final ThreadPoolExecutor threads;
    private final Workers workers;
    private final Thread watch;

    /** @param most how many threads there may be */
    public WorkerThreads(int most) {
        this.threads = new ThreadPoolExecutor(
                Math.min(KEPT, most),
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("pgweir-worker-", 1).factory());
        var processors = Runtime.getRuntime().availableProcessors();
        this.workers = new Workers(threads, TASKS_PER_PROCESSOR * processors, System::nanoTime);
        this.watch = Thread.ofPlatform().daemon().name("pgweir-worker-watch").start(this::watch);
    }

    /** What runs tasks in these threads. */
    public Workers workers() {
        return workers;
    }

    private void watch() {
        try {
            while (true) {
                workers.awaitQueue();
                TimeUnit.NANOSECONDS.sleep(Workers.LONGEST.toNanos());
                workers.passOver();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        threads.shutdown();
    }
}
