package dev.pgweir.web.connection;

import dev.pgweir.request.PlaceInLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what the server has to do for its clients, in order. Only so many tasks run at a time: more than the processors can run
 * would only take turns, and each would take longer. A task that is about to wait for a node gives way to the next, until so
 * many wait for a connection that more would only stand there with a thread each. Where tasks have kept queueing for too long,
 * those that still do come late: they should not be served, so that others are served in time. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/2209249.2209264">Nichols and Jacobson: Controlling queue delay</a>
 */
public final class Workers implements Executor {

    /** How long a task should queue at most. */
    static final Duration TARGET = Duration.ofMillis(250);

    /** Bursts pass: only where all tasks have queued for longer for so long, they come late, until none has for as long. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    /** A task that has run for longer is taken to wait for something. */
    static final Duration LONGEST = Duration.ofMillis(25);

    private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

    private final Executor threads;
    private final int most;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition queued = lock.newCondition();
    private final Deque<Task> queue = new ArrayDeque<>();
    private final List<Task> running = new ArrayList<>();
    private final AtomicInteger inLine = new AtomicInteger();

    /** Threads that were woken to look for a task, and have not looked yet. */
    private int waking;

    /** Whether a task was begun since tasks were last passed over. */
    private boolean moving;

    private boolean overloaded;

    /** When a task was last begun of the other sort, in time or, while overloaded, not; or when none queued. */
    private long otherwiseAt;

    /** Something to do. Its times are guarded by the lock. */
    private final class Task {

        private final Runnable work;
        private final long arrived;
        private long begun;
        private volatile boolean late;

        private Task(Runnable work, long arrived) {
            this.work = work;
            this.arrived = arrived;
        }

        private Workers workers() {
            return Workers.this;
        }
    }

    /** Counts as long as it is neither served nor left. */
    private final class Place implements PlaceInLine {

        private final AtomicBoolean ended = new AtomicBoolean();

        private Place() {
            inLine.incrementAndGet();
        }

        @Override
        public void serve() {
            if (ended.compareAndSet(false, true)) {
                inLine.decrementAndGet();
            }
        }

        @Override
        public void leave() {
            if (ended.compareAndSet(false, true)) {
                inLine.decrementAndGet();
                wakeWhere(Workers.this::isThreadWanted);
            }
        }
    }

    /**
     * @param threads run tasks; they may refuse some while all of them are busy
     * @param most how many tasks run at a time, those aside that wait, and how many may wait for connections before no other is
     *     begun
     * @param nanoTime as of {@link System#nanoTime}
     */
    Workers(Executor threads, int most, LongSupplier nanoTime) {
        this.threads = threads;
        this.most = most;
        this.nanoTime = nanoTime;
        this.otherwiseAt = nanoTime.getAsLong();
    }

    /** The task that runs in this thread is about to wait, and another may run; does nothing in other threads. */
    public static void giveWay() {
        var task = CURRENT.get();
        if (task != null) {
            task.workers().giveWay(task);
        }
    }

    /** The task that runs in this thread is about to wait for a connection that others have. */
    public static PlaceInLine joinLine() {
        var task = CURRENT.get();
        return task == null ? PlaceInLine.NONE : task.workers().new Place();
    }

    /** Whether the task that runs in this thread has queued for too long. */
    public static boolean isLate() {
        var task = CURRENT.get();
        return task != null && task.late;
    }

    @Override
    public void execute(Runnable work) {
        boolean wake;
        lock.lock();
        try {
            var now = nanoTime.getAsLong();
            if (queue.isEmpty() && !overloaded) {
                otherwiseAt = now;
            }
            queue.add(new Task(work, now));
            wake = isThreadWanted();
            if (!wake) {
                queued.signal();
            }
        } finally {
            lock.unlock();
        }
        if (wake) {
            wake();
        }
    }

    private void giveWay(Task task) {
        wakeWhere(() -> running.remove(task) && isThreadWanted());
    }

    private void wakeWhere(BooleanSupplier wanted) {
        boolean wake;
        lock.lock();
        try {
            wake = wanted.getAsBoolean();
        } finally {
            lock.unlock();
        }
        if (wake) {
            wake();
        }
    }

    /** Has others run in place of tasks that have run for so long that they seem to wait, or that all wait for connections. */
    void passOver() {
        var woken = 0;
        lock.lock();
        try {
            var now = nanoTime.getAsLong();
            running.removeIf(task -> now - task.begun > LONGEST.toNanos());
            while (moving ? isThreadWanted() : isAnyThreadWanted()) {
                woken++;
            }
            moving = false;
        } finally {
            lock.unlock();
        }
        for (var i = 0; i < woken; i++) {
            wake();
        }
    }

    /** Waits until a task cannot be run at once. */
    void awaitQueue() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                queued.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether one more thread is to look for a task, which is noted. A thread that ends its own task before the other is awake takes
     * the next one itself: under load, fewer threads are woken than there are tasks. Where some wait for connections none is woken:
     * the end of each task gives one back, and begins another.
     */
    private boolean isThreadWanted() {
        return inLine.get() == 0 && isAnyThreadWanted();
    }

    private boolean isAnyThreadWanted() {
        var wanted = queue.size() > waking && running.size() + waking < most;
        waking += wanted ? 1 : 0;
        return wanted;
    }

    private void wake() {
        try {
            threads.execute(this::runTasks);
        } catch (RejectedExecutionException allBusy) {
            // Whichever thread is done next takes the task.
            awake();
        }
    }

    private void awake() {
        lock.lock();
        try {
            waking--;
        } finally {
            lock.unlock();
        }
    }

    private void runTasks() {
        for (@Nullable Task task = first(); task != null; task = afterEnd(task)) {
            CURRENT.set(task);
            try {
                task.work.run();
            } finally {
                CURRENT.remove();
            }
        }
    }

    /** What a thread does that was woken; nothing where others have done it by now. */
    private @Nullable Task first() {
        lock.lock();
        try {
            waking--;
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Task afterEnd(Task task) {
        lock.lock();
        try {
            running.remove(task);
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Task next() {
        if (running.size() >= most || inLine.get() >= most) {
            return null;
        }
        var task = queue.poll();
        if (task != null) {
            task.begun = nanoTime.getAsLong();
            task.late = isLate(task.begun - task.arrived, task.begun);
            running.add(task);
            moving = true;
        }
        return task;
    }

    private boolean isLate(long queued, long now) {
        var tooLong = queued > TARGET.toNanos();
        if (tooLong == overloaded) {
            otherwiseAt = now;
        } else if (now - otherwiseAt > PERIOD.toNanos()) {
            overloaded = tooLong;
            otherwiseAt = now;
        }
        return tooLong && overloaded;
    }
}
