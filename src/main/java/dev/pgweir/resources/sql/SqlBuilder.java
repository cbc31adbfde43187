package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Collects SQL text and the binds of its placeholders. The only place where identifiers are quoted. */
final class SqlBuilder {

    private final StringBuilder text = new StringBuilder(256);
    private final List<Bind> binds = new ArrayList<>();

    SqlBuilder append(String sql) {
        text.append(sql);
        return this;
    }

    SqlBuilder identifier(String name) {
        text.append('"').append(name.replace("\"", "\"\"")).append('"');
        return this;
    }

    SqlBuilder table(Table table) {
        return identifier(table.schema()).append(".").identifier(table.name());
    }

    SqlBuilder column(Column column) {
        return identifier(column.name());
    }

    SqlBuilder columns(List<Column> columns) {
        return joined(columns, ", ", this::column);
    }

    SqlBuilder bind(String value, Origin origin) {
        text.append('?');
        binds.add(new Bind(value, origin));
        return this;
    }

    <T> SqlBuilder joined(List<T> parts, String separator, Consumer<T> append) {
        for (Iterator<T> iterator = parts.iterator(); iterator.hasNext(); ) {
            append.accept(iterator.next());
            if (iterator.hasNext()) {
                text.append(separator);
            }
        }
        return this;
    }

    Statement statement(RowLayout layout) {
        return new Statement(text.toString(), List.copyOf(binds), layout);
    }
}
