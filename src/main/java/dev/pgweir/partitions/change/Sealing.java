package dev.pgweir.partitions.change;

import dev.pgweir.partitions.change.Change.Action;
import dev.pgweir.postgres.Identifier;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes partitions to writes, and opens them again. Row triggers refuse what is written, by whatever way it comes; a trigger of the
 * statement refuses TRUNCATE, which is no matter of rows. Making them waits for those who write.
 *
 * @param schema the schema of the gateway's own tables, quoted
 */
public record Sealing(String schema) {

    private static final String WRITES = "pgweir_sealed";
    private static final String TRUNCATE = "pgweir_sealed_truncate";

    /** How far a partition is from taking writes. */
    public enum State {
        /** It was never sealed. */
        NONE,
        /** It takes no writes. */
        SEALED,
        /** It takes no writes, but will. */
        UNSEALING,
        /** It was sealed, and takes writes again. */
        UNSEALED
    }

    /**
     * The end of an unsealing.
     *
     * @param change what ends it
     * @param age how long ago it was announced
     */
    public record Unsealing(Change change, Duration age) {}

    /** In the gateway's own schema. */
    public static Sealing in(String schema) {
        return new Sealing(Identifier.quoted(schema));
    }

    /** Seals a partition, and gives it a version that none has had before. */
    public Change seal(String resource, QualifiedName partition) {
        var name = partition.sql();
        var refuse = schema + ".refuse_write_to_sealed_partition()";
        var rows = "CREATE TRIGGER %s BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s"
                .formatted(WRITES, name, refuse);
        var truncate = "CREATE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s"
                .formatted(TRUNCATE, name, refuse);
        // Else whoever applies a replicated change would pass them by.
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
    public State stateOf(JdbcClient jdbc, QualifiedName partition) {
        return jdbc.sql("""
                        SELECT CASE WHEN unsealed THEN 'UNSEALED' WHEN unsealing_at IS NULL THEN 'SEALED'
                                    ELSE 'UNSEALING' END
                          FROM %s.sealed_partition WHERE relation = to_regclass(?)""".formatted(schema))
                .param(partition.sql())
                .query((row, _) -> State.valueOf(row.getString(1)))
                .optional()
                .orElse(State.NONE);
    }

    /** All unsealings that have not come to their end. */
    public List<Unsealing> unsealings(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT s.resource, n.nspname, c.relname,
                               (extract(epoch FROM clock_timestamp() - s.unsealing_at) * 1000)::bigint
                          FROM %s.sealed_partition s
                          JOIN pg_catalog.pg_class c ON c.oid = s.relation
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                         WHERE s.unsealing_at IS NOT NULL AND NOT s.unsealed""".formatted(schema))
                .query((row, _) -> new Unsealing(
                        unseal(row.getString(1), new QualifiedName(row.getString(2), row.getString(3))),
                        Duration.ofMillis(row.getLong(4))))
                .list();
    }

    /** Forgets partitions that are gone. */
    public void forget(JdbcClient jdbc) {
        jdbc.sql("""
                DELETE FROM %s.sealed_partition s
                 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = s.relation)""".formatted(schema)).update();
    }
}
