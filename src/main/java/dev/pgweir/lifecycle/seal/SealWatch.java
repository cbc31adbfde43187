package dev.pgweir.lifecycle.seal;

import static java.util.stream.Collectors.joining;

import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.lifecycle.seal.Seals.Sealed;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.request.AsGateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Knows which partitions are sealed, as the primary told when it was last asked. It is asked in the background while requests
 * want to know. The answer is trusted for half of the seal lease, counted from before it was asked for: an unsealing is announced,
 * and then waits for the whole lease. Thread-safe.
 */
@Component
public class SealWatch {

    private static final Logger log = LoggerFactory.getLogger(SealWatch.class);

    private record Answer(Seals seals, long asked) {}

    private final JdbcTemplate jdbc;
    private final OwnSchema schema;
    private final Duration trust;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile Answer answer = new Answer(Seals.NONE, System.nanoTime());

    SealWatch(JdbcTemplate jdbc, OwnSchema schema, LifeCycleProperties properties) {
        this.jdbc = jdbc;
        this.schema = schema;
        this.trust = properties.sealLease().dividedBy(2);
    }

    /** The partitions that are known to be sealed; none where the primary did not answer lately. */
    public Seals current() {
        var now = System.nanoTime();
        var due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + trust.toNanos() / 2)) {
            Thread.ofVirtual().name("pgweir-seals").start(() -> AsGateway.run(this::look));
        }
        var known = answer;
        return now - known.asked < trust.toNanos() ? known.seals : Seals.NONE;
    }

    /** The query that tells whether a node has these versions of seals already, and holds all that was written before them. */
    public String confirmation(List<Long> versions) {
        return "SELECT count(*) = %d FROM %s.sealed_partition WHERE version IN (%s) AND unsealing_at IS NULL"
                .formatted(
                        versions.size(),
                        quotedSchema(),
                        versions.stream().map(String::valueOf).collect(joining(",")));
    }

    private void look() {
        var asked = System.nanoTime();
        try {
            if (schema.isReady()) {
                answer = new Answer(new Seals(sealed()), asked);
            }
        } catch (RuntimeException noAnswer) {
            // Without a primary no partition counts as sealed; the next one who wants to know has it asked again.
            log.debug("which partitions are sealed is not known", noAnswer);
        }
    }

    private List<Sealed> sealed() {
        return jdbc.query(
                """
                SELECT n.nspname, c.relname, s.version FROM %s.sealed_partition s
                  JOIN pg_catalog.pg_class c ON c.oid = s.relation
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND NOT i.inhdetachpending
                 WHERE s.unsealing_at IS NULL""".formatted(quotedSchema()),
                (row, _) -> new Sealed(row.getString(1), row.getString(2), row.getLong(3)));
    }

    private String quotedSchema() {
        return Identifier.quoted(schema.name());
    }
}
