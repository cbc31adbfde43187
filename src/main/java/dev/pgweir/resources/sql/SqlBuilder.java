package dev.pgweir.resources.sql;

import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Table;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.resources.statement.Statement.Bind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Collects SQL text and the binds of its placeholders. */
public final class SqlBuilder {

    private final StringBuilder text = new StringBuilder(256);
    private final List<Bind> binds = new ArrayList<>();

    public SqlBuilder append(String sql) {
        text.append(sql);
        return this;
    }

    public SqlBuilder identifier(String name) {
        text.append(Identifier.quoted(name));
        return this;
    }

    public SqlBuilder table(Table table) {
        return identifier(table.schema()).append(".").identifier(table.relation());
    }

    public SqlBuilder column(Column column) {
        return identifier(column.name());
    }

    public SqlBuilder columns(List<Column> columns) {
        return joined(columns, ", ", this::column);
    }

    /** Columns with their types, as a definition of rows lists them. */
    public SqlBuilder typedColumns(List<Column> columns) {
        return joined(
                columns,
                ", ",
                column -> column(column).append(" " + column.type().sql()));
    }

    public SqlBuilder bind(String value, Origin origin) {
        text.append('?');
        binds.add(new Bind(value, origin));
        return this;
    }

    /** Binds an array, whatever its length by one placeholder (PostgreSQL manual, chapter 8.15.2). */
    public SqlBuilder array(List<String> values, Origin origin) {
        var literal = values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(joining(",", "{", "}"));
        return bind(literal, origin);
    }

    /** Binds a value that is compared with one of this type. */
    public SqlBuilder comparand(ColumnType type, String value, Origin origin) {
        return bind(value, origin).append(cast(type, ""));
    }

    /**
     * The server takes a placeholder for what it is compared with, save for composites, which it takes for records, and
     * for the names of its objects, such as regclass, which it takes for their numbers. Others stay uncast: a cast to
     * numeric(12,2) would round.
     */
    static String cast(ColumnType type, String suffix) {
        var mistaken = type.kind() == ColumnType.Kind.COMPOSITE || type.base().startsWith("reg");
        return mistaken && !type.array() ? "::" + type.sql() + suffix : "";
    }

    public <T> SqlBuilder joined(List<T> parts, String separator, Consumer<T> append) {
        for (Iterator<T> iterator = parts.iterator(); iterator.hasNext(); ) {
            append.accept(iterator.next());
            if (iterator.hasNext()) {
                text.append(separator);
            }
        }
        return this;
    }

    /** Appends what another has collected. */
    SqlBuilder append(SqlBuilder other) {
        text.append(other.text);
        binds.addAll(other.binds);
        return this;
    }

    public Statement statement(RowLayout layout) {
        return new Statement(text.toString(), List.copyOf(binds), layout);
    }
}
