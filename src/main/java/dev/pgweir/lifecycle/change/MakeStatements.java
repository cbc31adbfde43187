package dev.pgweir.lifecycle.change;

import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.change.Change.Action;
import dev.pgweir.lifecycle.policy.Grid;
import dev.pgweir.lifecycle.policy.PartitionNames;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.postgres.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that makes partitions of one table: each is a table first, gets a constraint that says what it will hold, and is then
 * attached, for which the server need not scan it. Not thread-safe.
 */
public final class MakeStatements {

    private static final String BOUND = "pgweir_bound";

    private final Table table;
    private final RangePartitions partitions;
    private final QualifiedName sibling;
    private final Template template;
    private final PartitionNames names;
    private final Set<String> taken;

    private MakeStatements(
            Table table, RangePartitions partitions, Template template, PartitionNames names, Set<String> taken) {
        this.table = table;
        this.partitions = partitions;
        this.sibling = sibling(table, partitions);
        this.template = template;
        this.names = names;
        this.taken = taken;
    }

    /**
     * Reads what new partitions must have in common with the newest one, and which names are taken.
     *
     * @param grid what new partitions are named by
     */
    public static MakeStatements of(JdbcClient jdbc, Table table, RangePartitions partitions, Grid grid) {
        var sibling = sibling(table, partitions);
        var taken = jdbc.sql("""
                        SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = quote_ident(?)::regnamespace
                        UNION ALL
                        SELECT typname FROM pg_catalog.pg_type WHERE typnamespace = quote_ident(?)::regnamespace""")
                .params(sibling.schema(), sibling.schema())
                .query(String.class)
                .set();
        return new MakeStatements(
                table,
                partitions,
                Template.of(jdbc, sibling),
                PartitionNames.of(table.relation(), grid, partitions),
                new HashSet<>(taken));
    }

    private static QualifiedName sibling(Table table, RangePartitions partitions) {
        return partitions.placed().isEmpty()
                ? QualifiedName.of(table)
                : QualifiedName.of(partitions.placed().getLast().partition());
    }

    /** Whether a new partition would be like the others, an ordinary table. */
    public boolean isLikeItsSiblings() {
        return partitions.placed().isEmpty() || template.plain();
    }

    /** The query that tells whether the default partition holds rows that belong into the window; empty without one. */
    public Optional<String> searchOfDefault(Window window) {
        return partitions
                .rest()
                .map(rest -> "SELECT EXISTS (SELECT FROM %s WHERE %s)"
                        .formatted(QualifiedName.of(rest).sql(), condition(window)));
    }

    /** How to make the partition of a window that has both bounds. */
    public Change change(Window window) {
        var from = window.from().orElseThrow();
        var name = new QualifiedName(sibling.schema(), names.name(from, taken));
        taken.add(name.name());
        return new Change(
                Action.MAKE,
                table.name(),
                name,
                statements(name, from, window.to().orElseThrow()));
    }

    private List<String> statements(QualifiedName name, KeyValue from, KeyValue to) {
        var parent = QualifiedName.of(table).sql();
        var statements = new ArrayList<String>();
        // An identity belongs to the parent alone, which gives it to what is attached.
        statements.add("CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING IDENTITY) %s"
                .formatted(name.sql(), parent, template.creation())
                .strip());
        statements.add("ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)"
                .formatted(name.sql(), BOUND, condition(new Window(Optional.of(from), Optional.of(to)))));
        statements.add("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)"
                .formatted(parent, name.sql(), literal(from), literal(to)));
        statements.add("ALTER TABLE %s DROP CONSTRAINT %s".formatted(name.sql(), BOUND));
        template.grants().forEach(grant -> statements.add(grant.formatted(name.sql())));
        template.settings().forEach(setting -> statements.add("ALTER TABLE %s %s".formatted(name.sql(), setting)));
        return statements;
    }

    private String condition(Window window) {
        var key = Identifier.quoted(partitions.column().name());
        return "%s IS NOT NULL AND %s >= %s AND %s < %s"
                .formatted(
                        key,
                        key,
                        literal(window.from().orElseThrow()),
                        key,
                        literal(window.to().orElseThrow()));
    }

    private static String literal(KeyValue value) {
        return QualifiedName.literal(value.text());
    }
}
