package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Trait;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.sql.write.Insertion.Conflict;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.Collections;
import java.util.List;

/** Renders writes of new rows, or of such that may be there already. */
public final class InsertRenderer {

    private static final Origin BODY = Origin.Body.WHOLE;
    private static final Origin PATH = new Origin.Path();

    private InsertRenderer() {}

    /**
     * The statement that inserts rows. Where the key is asked for, each row tells its version too; where rows may be merged,
     * each tells whether it is new.
     */
    public static Statement insert(Insertion insertion) {
        var table = insertion.table();
        var body = insertion.body();
        var sql = new SqlBuilder().append("INSERT INTO ").table(table).append(" AS t");
        values(sql, insertion);
        insertion.conflict().ifPresent(conflict -> onConflict(sql, conflict, body.columns()));
        var returning = new ReturningRenderer(sql);
        var layout = returning.render(insertion.returned(), insertion.key());
        if (!insertion.merges()) {
            return returning.ordered(layout, insertion.returned());
        }
        created(
                returning.further(layout),
                table,
                insertion.conflict().orElseThrow().target());
        return returning.ordered(layout.withCreated(), insertion.returned());
    }

    private static void values(SqlBuilder sql, Insertion insertion) {
        var table = insertion.table();
        var body = insertion.body();
        if (body.columns().isEmpty() && body.array()) {
            var any = table.columns().stream()
                    .filter(Column::writable)
                    .findFirst()
                    .orElseThrow();
            sql.append(" (").column(any).append(") VALUES ");
            sql.joined(Collections.nCopies(body.rows(), any), ", ", column -> sql.append("(DEFAULT)"));
        } else if (body.columns().isEmpty()) {
            sql.append(" DEFAULT VALUES");
        } else if (body.complete() || !insertion.missingDefault()) {
            sql.append(" (").columns(body.columns()).append(") SELECT ").columns(body.columns());
            BodySource.from(sql, body);
        } else {
            sql.append(" (").columns(body.columns()).append(") SELECT ");
            sql.joined(body.columns(), ", ", column -> orDefault(sql, table, column));
            BodySource.fromElements(sql, body);
        }
    }

    /**
     * The statement that puts a row in place of the one with this key, or makes it. Columns that the body leaves out
     * take their defaults. It touches nothing where the body names another key than the path. The row answered
     * tells its version, and whether it is new.
     *
     * @param resolution what to do with a row that is there already
     */
    public static Statement replace(RowWrite write, Resolution resolution) {
        var body = write.body();
        var table = write.target().table();
        var key = write.target().key();
        var others = body.columns().stream()
                .filter(column -> !key.columns().contains(column))
                .toList();
        var sql = new SqlBuilder().append("INSERT INTO ").table(table).append(" AS t (");
        sql.columns(key.columns())
                .append(others.isEmpty() ? "" : ", ")
                .columns(others)
                .append(")");
        if (key.columns().stream().anyMatch(column -> column.generation() == Generation.IDENTITY_ALWAYS)) {
            sql.append(" OVERRIDING SYSTEM VALUE");
        }
        sql.append(" SELECT ").joined(key.columns(), ", ", column -> typed(sql, column, key.value(column)));
        sql.append(others.isEmpty() ? "" : ", ").columns(others);
        BodySource.from(sql, body);
        sameKey(sql, " WHERE ", write);
        onConflict(sql, new Conflict(key.columns(), resolution), replaced(table, key, body));
        if (resolution == Resolution.MERGE && !write.kept().isEmpty()) {
            whereKept(sql, write);
        }
        var returning = new ReturningRenderer(sql);
        var layout = returning.renderWithVersion(write.returned());
        created(returning.further(layout), table, key.columns());
        return sql.statement(layout.withCreated());
    }

    /** Renders that a row that is there has the values that the body gives. */
    private static void whereKept(SqlBuilder sql, RowWrite write) {
        sql.append(" WHERE EXISTS (SELECT");
        BodySource.from(sql, write.body());
        sql.append(" WHERE ").joined(write.kept(), " AND ", column -> BodySource.same(sql, column));
        sql.append(")");
    }

    /** The columns of a row that a PUT replaces; one that cannot be read is left as it is unless the body gives it. */
    static List<Column> replaced(Table table, ItemKey key, RowBody body) {
        return table.columns().stream()
                .filter(Column::updatable)
                .filter(column -> column.readable() || body.columns().contains(column))
                .filter(column -> !key.columns().contains(column))
                .toList();
    }

    /** Renders that the body names the same key as the path; nothing where it names none. */
    static void sameKey(SqlBuilder sql, String keyword, RowWrite write) {
        var key = write.target().key();
        if (!write.repeated().isEmpty()) {
            sql.append(keyword).joined(write.repeated(), " AND ", column -> {
                sql.append("body.").column(column).append(" IS NOT DISTINCT FROM ");
                typed(sql, column, key.value(column));
            });
        }
    }

    private static void orDefault(SqlBuilder sql, Table table, Column column) {
        sql.append("CASE WHEN element -> ").bind(column.name(), BODY).append("::text IS NULL THEN ");
        if (column.generation() == Generation.IDENTITY_BY_DEFAULT) {
            var name = new SqlBuilder().table(table).statement(RowLayout.NONE).text();
            sql.append("nextval(pg_get_serial_sequence(").bind(name, BODY);
            sql.append(", ").bind(column.name(), BODY).append(")::regclass)");
        } else {
            sql.append("(" + column.defaultExpression().orElse("NULL") + ")");
        }
        sql.append(" ELSE body.").column(column).append(" END");
    }

    /** Renders what to do with rows that are there already. */
    static void onConflict(SqlBuilder sql, Conflict conflict, List<Column> columns) {
        sql.append(" ON CONFLICT (").columns(conflict.target()).append(")");
        if (conflict.resolution() == Resolution.IGNORE) {
            sql.append(" DO NOTHING");
            return;
        }
        var changed = columns.stream()
                .filter(column -> !conflict.target().contains(column))
                .filter(Column::writable)
                .toList();
        sql.append(" DO UPDATE SET ");
        sql.joined(
                changed.isEmpty() ? conflict.target().subList(0, 1) : changed,
                ", ",
                column -> sql.column(column).append(" = EXCLUDED.").column(column));
    }

    /**
     * Where the server cannot tell what the row was before, it is looked for as it was before the statement; of several
     * statements that make it at once, each then says that it did.
     */
    private static void created(SqlBuilder sql, Table table, List<Column> target) {
        if (table.has(Trait.RETURNS_OLD_ROWS)) {
            sql.append("old.").column(target.getFirst()).append(" IS NULL");
            return;
        }
        sql.append("NOT EXISTS (SELECT FROM ").table(table).append(" AS earlier WHERE ");
        sql.joined(
                target,
                " AND ",
                column -> sql.append("earlier.").column(column).append(" = t.").column(column));
        sql.append(")");
    }

    private static void typed(SqlBuilder sql, Column column, String value) {
        sql.bind(value, PATH).append("::" + column.type().sql());
    }
}
