package dev.pgweir.lifecycle.change;

import dev.pgweir.lifecycle.change.Change.Action;
import dev.pgweir.postgres.Identifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that closes partitions to writes, and opens them again. Triggers refuse each row that is written, by whatever way it
 * comes, and TRUNCATE. Creating them waits for transactions that write.
 *
 * @param schema the schema of the gateway's own tables, quoted
 */
public record SealStatements(String schema) {

    private static final String WRITES = "pgweir_sealed";
    private static final String TRUNCATE = "pgweir_sealed_truncate";

    /** Of an announced unsealing, in milliseconds. */
    private static final String AGE = "(extract(epoch FROM clock_timestamp() - unsealing_at) * 1000)::bigint";

    /**
     * A partition whose unsealing was announced.
     *
     * @param resource the table's resource
     * @param partition the partition
     * @param state how long ago that was
     */
    public record Announced(String resource, QualifiedName partition, SealState.Unsealing state) {}

    /** In the gateway's own schema. */
    public static SealStatements in(String schema) {
        return new SealStatements(Identifier.quoted(schema));
    }

    /** Seals a partition, and gives it a version that none has had before. */
    public Change seal(String resource, QualifiedName partition) {
        var name = partition.sql();
        var refuse = schema + ".refuse_write_to_sealed_partition()";
        var rows = "CREATE TRIGGER %s BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s"
                .formatted(WRITES, name, refuse);
        var truncate = "CREATE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s"
                .formatted(TRUNCATE, name, refuse);
        // Otherwise replicated changes would be applied without them.
        var always =
                "ALTER TABLE %s ENABLE ALWAYS TRIGGER %s, ENABLE ALWAYS TRIGGER %s".formatted(name, WRITES, TRUNCATE);
        var note = """
                INSERT INTO %s.sealed_partition (relation, resource) VALUES (%s, %s) ON CONFLICT (relation) DO UPDATE \
                SET version = EXCLUDED.version, sealed_at = now(), unsealing_at = NULL, unsealed = false""".formatted(schema, partition.regclass(), QualifiedName.literal(resource));
        return new Change(Action.SEAL, resource, partition, List.of(rows, truncate, always, note));
    }

    /** Tells all gateways that a partition is about to take writes again. */
    public Change announce(String resource, QualifiedName partition) {
        var announce =
                "UPDATE %s.sealed_partition SET unsealing_at = now() WHERE relation = %s AND unsealing_at IS NULL"
                        .formatted(schema, partition.regclass());
        return new Change(Action.ANNOUNCE_UNSEAL, resource, partition, List.of(announce));
    }

    /** Lets a partition take writes again. Its row stays, so that no policy seals it once more. */
    public Change unseal(String resource, QualifiedName partition) {
        var rows = "DROP TRIGGER %s ON %s".formatted(WRITES, partition.sql());
        var truncate = "DROP TRIGGER %s ON %s".formatted(TRUNCATE, partition.sql());
        var note = "UPDATE %s.sealed_partition SET unsealed = true WHERE relation = %s"
                .formatted(schema, partition.regclass());
        return new Change(Action.UNSEAL, resource, partition, List.of(rows, truncate, note));
    }

    /** The state of a partition. */
    public SealState stateOf(JdbcClient jdbc, QualifiedName partition) {
        return jdbc.sql("""
                        SELECT unsealed, %s FROM %s.sealed_partition
                         WHERE relation = to_regclass(?)""".formatted(AGE, schema))
                .param(partition.sql())
                .query((row, _) -> state(row.getBoolean(1), Optional.ofNullable(row.getObject(2, Long.class))))
                .optional()
                .orElseGet(SealState.NeverSealed::new);
    }

    private static SealState state(boolean unsealed, Optional<Long> milliseconds) {
        if (unsealed) {
            return new SealState.Unsealed();
        }
        return milliseconds
                .<SealState>map(age -> new SealState.Unsealing(Duration.ofMillis(age)))
                .orElseGet(SealState.Sealed::new);
    }

    /** All partitions whose unsealing was announced and has not come to its end. */
    public List<Announced> announced(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT s.resource, n.nspname, c.relname, %s
                          FROM %s.sealed_partition s
                          JOIN pg_catalog.pg_class c ON c.oid = s.relation
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                         WHERE s.unsealing_at IS NOT NULL AND NOT s.unsealed""".formatted(AGE, schema))
                .query((row, _) -> new Announced(
                        row.getString(1),
                        new QualifiedName(row.getString(2), row.getString(3)),
                        new SealState.Unsealing(Duration.ofMillis(row.getLong(4)))))
                .list();
    }

    /** Forgets partitions that are gone. */
    public void forget(JdbcClient jdbc) {
        jdbc.sql("""
                DELETE FROM %s.sealed_partition s
                 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = s.relation)""".formatted(schema)).update();
    }
}
