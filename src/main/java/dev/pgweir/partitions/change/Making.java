package dev.pgweir.partitions.change;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.partitions.change.Change.Action;
import dev.pgweir.partitions.grid.Grid;
import dev.pgweir.partitions.grid.PartitionNames;
import dev.pgweir.postgres.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes partitions of one table: each is a table first, has a constraint that says what it will hold, and is then attached, for
 * which the server need not scan it. For one thread.
 */
public final class Making {

    private static final String BOUND = "pgweir_bound";

    private final JdbcClient jdbc;
    private final Table table;
    private final RangePartitions partitions;
    private final QualifiedName sibling;
    private final Template template;
    private final PartitionNames names;
    private final Set<String> taken;

    /** @param grid what new partitions are named by */
    public Making(JdbcClient jdbc, Table table, RangePartitions partitions, Grid grid) {
        this.jdbc = jdbc;
        this.table = table;
        this.partitions = partitions;
        this.sibling = partitions.placed().isEmpty()
                ? QualifiedName.of(table)
                : QualifiedName.of(partitions.placed().getLast().partition());
        this.template = Template.of(jdbc, sibling);
        this.names = PartitionNames.of(table.name(), grid, partitions);
        this.taken = new HashSet<>(jdbc.sql("""
                        SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = quote_ident(?)::regnamespace
                        UNION ALL
                        SELECT typname FROM pg_catalog.pg_type WHERE typnamespace = quote_ident(?)::regnamespace""")
                .params(sibling.schema(), sibling.schema())
                .query(String.class)
                .list());
    }

    /** Whether a new partition would be like the others, an ordinary table. */
    public boolean isLikeItsSiblings() {
        return partitions.placed().isEmpty() || template.plain();
    }

    /** Whether the default partition, if there is one, holds rows that belong into the window. */
    public boolean isInDefault(Window window) {
        return partitions
                .rest()
                .map(rest -> "SELECT EXISTS (SELECT FROM %s WHERE %s)"
                        .formatted(QualifiedName.of(rest).sql(), condition(window)))
                .filter(sql -> jdbc.sql(sql).query(Boolean.class).single())
                .isPresent();
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
