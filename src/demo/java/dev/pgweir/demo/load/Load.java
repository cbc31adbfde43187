package dev.pgweir.demo.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients, a virtual thread each, that repeat an action one after the other. */
public final class Load {

    private static final long SEED = 18;

    private Load() {}

    /** What a client does again and again; what it throws ends the demonstration. */
    public interface Action {

        void run(SplittableRandom random) throws Exception;
    }

    /** Runs it for a time. */
    public static Outcome run(int clients, Duration duration, Action action) {
        var start = System.nanoTime();
        var end = start + duration.toNanos();
        var tasks = new ArrayList<Callable<List<Long>>>();
        for (var client = 0; client < clients; client++) {
            var random = new SplittableRandom(SEED + client);
            tasks.add(() -> repeat(action, random, end));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var times = new ArrayList<Long>();
            for (var client : threads.invokeAll(tasks)) {
                times.addAll(timesOf(client));
            }
            return new Outcome(times, Duration.ofNanos(System.nanoTime() - start));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Long> repeat(Action action, SplittableRandom random, long end) throws Exception {
        var times = new ArrayList<Long>();
        for (var start = System.nanoTime(); start < end; ) {
            action.run(random);
            var now = System.nanoTime();
            times.add(now - start);
            start = now;
        }
        return times;
    }

    private static List<Long> timesOf(Future<List<Long>> client) throws InterruptedException {
        try {
            return client.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A client failed", failure.getCause());
        }
    }

    /**
     * What came of it.
     *
     * @param nanos how long each run of the action took
     * @param duration how long all took together
     */
    public record Outcome(List<Long> nanos, Duration duration) {

        /** Runs a second. */
        public double rate() {
            return nanos.size() * 1e9 / duration.toNanos();
        }

        /** The time in milliseconds within which so many of a hundred runs were done. */
        public double millis(int percentile) {
            return Spread.percentile(nanos.stream().map(Long::doubleValue).toList(), percentile) / 1e6;
        }
    }
}
