package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.StreamFormat;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.sql.write.Insertion.Conflict;
import dev.pgweir.resources.statement.Import;
import dev.pgweir.resources.statement.RowLayout;
import java.util.List;
import java.util.Optional;

/**
 * Renders writes of rows that a client streams: straight into their table as COPY, or by way of a temporary table.
 *
 * @param table where to
 * @param format the form in which they come
 * @param conflict what to do with rows that are there already; empty to fail
 * @param returned the members of the objects to answer with
 */
public record ImportRenderer(Table table, StreamFormat format, Optional<Conflict> conflict, List<Selected> returned) {

    /**
     * Whether rows must go by way of a temporary table: COPY fills no views and no tables with row
     * security, changes and answers no rows, and reads no composites.
     */
    public boolean isStaged(List<Column> columns) {
        return conflict.isPresent()
                || !returned.isEmpty()
                || table.kind() == Table.Kind.VIEW
                || table.hidesRows()
                || (format == StreamFormat.NDJSON && columns.stream().anyMatch(ImportRenderer::isReadFromJsonOnly));
    }

    private static boolean isReadFromJsonOnly(Column column) {
        return column.type().kind() == ColumnType.Kind.COMPOSITE || BodySource.isShownAsObject(column);
    }

    /** The statements that take rows of these columns. Objects go whole into a temporary table. */
    public Import load(List<Column> columns) {
        return isStaged(columns) ? staged(columns) : direct(columns);
    }

    private Import direct(List<Column> columns) {
        var copy = new SqlBuilder().append("COPY ").table(table).append(" (").columns(columns);
        return new Import(Optional.empty(), text(copy.append(")" + source())), Optional.empty());
    }

    private Import staged(List<Column> columns) {
        var before = new SqlBuilder().append("CREATE TEMPORARY TABLE pgweir_rows ");
        var after = new SqlBuilder()
                .append("INSERT INTO ")
                .table(table)
                .append(" AS t (")
                .columns(columns);
        var overriding = columns.stream().anyMatch(column -> column.generation() == Generation.IDENTITY_ALWAYS);
        after.append(overriding ? ") OVERRIDING SYSTEM VALUE SELECT " : ") SELECT ")
                .joined(columns, ", ", column -> after.append("body.").column(column));
        switch (format) {
            case CSV -> {
                before.append("ON COMMIT DROP AS SELECT ").columns(columns);
                before.append(" FROM ").table(table).append(" WITH NO DATA");
                after.append(" FROM pg_temp.pgweir_rows AS body");
            }
            case NDJSON -> {
                before.append("(line json) ON COMMIT DROP");
                BodySource.fromLines(after, "pgweir_rows", columns);
            }
        }
        conflict.ifPresent(present -> InsertRenderer.onConflict(after, present, columns));
        var layout = new ReturningRenderer(after).render(returned);
        return new Import(
                Optional.of(text(before)), "COPY pg_temp.pgweir_rows" + source(), Optional.of(after.statement(layout)));
    }

    private String source() {
        return switch (format) {
            case CSV -> " FROM STDIN (FORMAT csv, HEADER)";
            case NDJSON -> " FROM STDIN";
        };
    }

    private static String text(SqlBuilder sql) {
        return sql.statement(RowLayout.NONE).text();
    }
}
