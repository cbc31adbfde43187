package dev.pgweir.partitions.seal;

import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.seal.Seals.Sealed;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Asks the primary again and again which partitions are sealed. What it answered is trusted for half of the seal lease, counted
 * from before it was asked: whoever unseals a partition announces it, and waits for the whole lease. Thread-safe.
 */
@Component
public class SealWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SealWatch.class);

    /** Looks in the time for which an answer is trusted, so that one may fail. */
    private static final int LOOKS = 2;

    private record Answer(Seals seals, long asked) {}

    private final JdbcTemplate jdbc;
    private final String question;
    private final Duration trust;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("pgweir-seals").factory());
    private volatile Answer answer = new Answer(Seals.NONE, System.nanoTime());

    SealWatch(
            JdbcTemplate jdbc,
            PartitionsProperties properties,
            @Value("${pgweir.idempotency.schema}") String schema) {
        this.jdbc = jdbc;
        this.trust = properties.sealLease().dividedBy(2);
        this.question = """
                SELECT n.nspname, c.relname, s.version FROM "%s".sealed_partition s
                  JOIN pg_catalog.pg_class c ON c.oid = s.relation
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND NOT i.inhdetachpending
                 WHERE s.unsealing_at IS NULL""".formatted(schema.replace("\"", "\"\""));
        var interval = trust.dividedBy(LOOKS).toMillis();
        var _ = watcher.scheduleWithFixedDelay(this::look, 0, interval, TimeUnit.MILLISECONDS);
    }

    /** The partitions that are sealed for certain; none where the primary did not answer lately. */
    public Seals current() {
        var known = answer;
        return System.nanoTime() - known.asked < trust.toNanos() ? known.seals : Seals.NONE;
    }

    private void look() {
        var asked = System.nanoTime();
        try {
            var sealed = jdbc.query(
                    question, (row, _) -> new Sealed(row.getString(1), row.getString(2), row.getLong(3)));
            answer = new Answer(new Seals(sealed), asked);
        } catch (DataAccessException noAnswer) {
            // Without a primary, or without the table, no partition counts as sealed.
            log.debug("which partitions are sealed is not known", noAnswer);
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
