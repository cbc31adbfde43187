package dev.pgweir.lifecycle.change;

import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Table;
import dev.pgweir.postgres.Identifier;

/**
 * The name of a relation.
 *
 * @param schema where it lives
 * @param name what it is called there
 * @param resource what the gateway's own tables call it
 */
public record QualifiedName(String schema, String name, String resource) {

    /** Of a relation that is no resource of another name. */
    public QualifiedName(String schema, String name) {
        this(schema, name, name);
    }

    /** Of a table. */
    public static QualifiedName of(Table table) {
        return new QualifiedName(table.schema(), table.relation(), table.name());
    }

    /** Of a partition. */
    public static QualifiedName of(Partition partition) {
        return new QualifiedName(partition.schema(), partition.name());
    }

    /** As SQL writes it. */
    public String sql() {
        return Identifier.quoted(schema) + "." + Identifier.quoted(name);
    }

    /** Its identity, as SQL writes it. */
    public String regclass() {
        return literal(sql()) + "::regclass";
    }

    /** Standard strings are on in every session of the gateway. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
