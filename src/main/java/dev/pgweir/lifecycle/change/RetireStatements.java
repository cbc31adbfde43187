package dev.pgweir.lifecycle.change;

import dev.pgweir.lifecycle.change.Change.Action;
import dev.pgweir.postgres.Identifier;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that takes partitions out of their table. What has begun, and what is to follow, is written to a table of the gateway's own, so that
 * it goes on wherever it was interrupted.
 *
 * @param schema the schema of the gateway's own tables, quoted
 */
public record RetireStatements(String schema) {

    /**
     * A partition whose detach is neither done nor undone.
     *
     * @param table its table
     * @param partition the partition
     * @param ours whether a gateway has begun it
     */
    public record Pending(QualifiedName table, QualifiedName partition, boolean ours) {}

    /** In the gateway's own schema. */
    public static RetireStatements in(String schema) {
        return new RetireStatements(Identifier.quoted(schema));
    }

    /** Detaches a partition. */
    public Change detach(QualifiedName table, QualifiedName partition, boolean dropThen) {
        var resource = table.resource();
        var detach = "ALTER TABLE %s DETACH PARTITION %s CONCURRENTLY".formatted(table.sql(), partition.sql());
        return new Change(
                Action.DETACH,
                resource,
                partition,
                List.of(begin(resource, partition, dropThen), detach, forgetSeal(partition), settle(partition)));
    }

    /** Brings a detach to its end that a gateway has begun. */
    public Change finish(Pending pending) {
        return finish(pending, List.of());
    }

    /** Brings a detach to its end that was begun elsewhere. */
    public Change finish(Pending pending, boolean dropThen) {
        return finish(pending, List.of(begin(pending.table().resource(), pending.partition(), dropThen)));
    }

    private Change finish(Pending pending, List<String> before) {
        var partition = pending.partition();
        var finish = "ALTER TABLE %s DETACH PARTITION %s FINALIZE"
                .formatted(pending.table().sql(), partition.sql());
        var after = List.of(finish, forgetSeal(partition), settle(partition));
        var all = Stream.concat(before.stream(), after.stream()).toList();
        return new Change(Action.FINISH_DETACH, pending.table().resource(), partition, all);
    }

    /** Drops what was detached: seen under a lock, by a later transaction than the one that detached it. */
    public Change drop(String resource, QualifiedName partition) {
        var lock = "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(partition.sql());
        var check = """
                DO $$BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = %s) THEN \
                RAISE EXCEPTION 'it is still attached' USING ERRCODE = 'object_in_use'; END IF; END$$""".formatted(partition.regclass());
        var forget = "DELETE FROM %s.retiring_partition WHERE relation = %s".formatted(schema, partition.regclass());
        return new Change(
                Action.DROP, resource, partition, List.of(lock, check, forget, "DROP TABLE " + partition.sql()));
    }

    private String begin(String resource, QualifiedName partition, boolean dropThen) {
        return """
                INSERT INTO %s.retiring_partition (relation, resource, drop_then) VALUES (%s, %s, %s) \
                ON CONFLICT (relation) DO UPDATE SET drop_then = EXCLUDED.drop_then""".formatted(schema, partition.regclass(), QualifiedName.literal(resource), dropThen);
    }

    private String forgetSeal(QualifiedName partition) {
        return "DELETE FROM %s.sealed_partition WHERE relation = %s AND unsealed"
                .formatted(schema, partition.regclass());
    }

    private String settle(QualifiedName partition) {
        return "DELETE FROM %s.retiring_partition WHERE relation = %s AND NOT drop_then"
                .formatted(schema, partition.regclass());
    }

    /** Detaches that were interrupted, or run in another session. */
    public List<Pending> pending(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT tn.nspname, t.relname, pn.nspname, p.relname,
                               EXISTS (SELECT FROM %s.retiring_partition r WHERE r.relation = p.oid)
                          FROM pg_catalog.pg_inherits i
                          JOIN pg_catalog.pg_class t ON t.oid = i.inhparent
                          JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
                          JOIN pg_catalog.pg_class p ON p.oid = i.inhrelid
                          JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                         WHERE i.inhdetachpending""".formatted(schema))
                .query((row, _) -> new Pending(
                        new QualifiedName(row.getString(1), row.getString(2)),
                        new QualifiedName(row.getString(3), row.getString(4)),
                        row.getBoolean(5)))
                .list();
    }

    /** The drops of partitions that were detached for it. */
    public List<Change> drops(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT r.resource, n.nspname, c.relname FROM %s.retiring_partition r
                          JOIN pg_catalog.pg_class c ON c.oid = r.relation
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                         WHERE r.drop_then
                           AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = r.relation)""".formatted(schema))
                .query((row, _) -> drop(row.getString(1), new QualifiedName(row.getString(2), row.getString(3))))
                .list();
    }

    /** Forgets detaches that never began, and what is gone. */
    public void forget(JdbcClient jdbc) {
        jdbc.sql("""
                DELETE FROM %s.retiring_partition r
                 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = r.relation)
                    OR EXISTS (SELECT FROM pg_catalog.pg_inherits i
                                WHERE i.inhrelid = r.relation AND NOT i.inhdetachpending)
                    OR NOT r.drop_then
                       AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = r.relation)""".formatted(schema)).update();
    }
}
