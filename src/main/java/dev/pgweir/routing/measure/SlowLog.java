package dev.pgweir.routing.measure;

import dev.pgweir.request.RequestContext;
import dev.pgweir.request.Work;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs transactions of requests that have taken long, at most ten a second, then how many more there were. Exports and imports take
 * as long as their clients do, and are not logged. The SQL has placeholders where values of requests stand. Thread-safe.
 */
public final class SlowLog {

    private static final Logger log = LoggerFactory.getLogger("dev.pgweir.slow");
    private static final int MOST = 10;
    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Set<Work> NOT_LOGGED = EnumSet.of(Work.STREAM, Work.OWN);
    private static final int LONGEST_SQL = 4000;
    private static final Pattern LINE_ENDS = Pattern.compile("\\s*\\R\\s*");

    private final Duration threshold;
    private final AtomicLong periodBegun = new AtomicLong(System.nanoTime());
    private final AtomicInteger inPeriod = new AtomicInteger();

    /** @param threshold what takes at least as long is logged; zero for nothing */
    public SlowLog(Duration threshold) {
        this.threshold = threshold;
    }

    /** Logs a use of a node's connection where it was slow. */
    void used(String node, Use use) {
        if (use.used().compareTo(threshold) < 0 || threshold.isZero() || NOT_LOGGED.contains(use.work())) {
            return;
        }
        startPeriod();
        if (inPeriod.incrementAndGet() <= MOST) {
            tell(node, use);
        }
    }

    private void startPeriod() {
        var now = System.nanoTime();
        var begun = periodBegun.get();
        if (now - begun > PERIOD_NANOS && periodBegun.compareAndSet(begun, now)) {
            var more = inPeriod.getAndSet(0) - MOST;
            if (more > 0) {
                log.warn("{} more transactions were slow", more);
            }
        }
    }

    private static void tell(String node, Use use) {
        var request = RequestContext.current();
        var resource = request.map(RequestContext::resource).orElse("");
        var left = request.map(running -> running.deadline().remaining().toMillis() + " ms left");
        log.atWarn()
                .addKeyValue("node", node)
                .addKeyValue("work", use.work().word())
                .addKeyValue("resource", resource)
                .addKeyValue("waitedMs", use.waited().toMillis())
                .addKeyValue("usedMs", use.used().toMillis())
                .log(
                        "{} {} on {}: {} ms, after {} ms of waiting for a connection{}{}: {}",
                        use.work().word(),
                        resource,
                        node,
                        use.used().toMillis(),
                        use.waited().toMillis(),
                        use.failure().map(failure -> ", " + failure.word()).orElse(""),
                        left.map(text -> ", " + text).orElse(""),
                        shortened(use.sql()));
    }

    /** On one line, from the comment on with which the statement of a resource begins: before it is what any read begins with. */
    private static String shortened(String sql) {
        var line =
                LINE_ENDS.matcher(sql.substring(Math.max(0, sql.indexOf("/*")))).replaceAll(" ");
        return line.length() <= LONGEST_SQL ? line : line.substring(0, LONGEST_SQL) + "…";
    }
}
