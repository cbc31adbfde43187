package dev.pgweir.resources.sql.write;

import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.FilterRenderer;
import dev.pgweir.resources.sql.ProjectionRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.List;
import java.util.stream.IntStream;

/** Renders looks at what a write was about, which tell why it touched nothing, or failed. */
public final class LookRenderer {

    private LookRenderer() {}

    /**
     * A look at the row of a write, of which nothing but nulls is read where it is not there.
     *
     * @param statement gives one row, with the members to answer with, and the version, null where it has none
     * @param present the column that tells whether the row is there
     * @param ownWrite the column that tells whether the transaction itself has written the row
     * @param sameKey the column that tells whether the body names the same key as the path, as far as it names one
     * @param kept of each kept column, in their order, the column that tells whether the body gives the value that the row has
     */
    public record Look(Statement statement, int present, int ownWrite, int sameKey, List<Integer> kept) {}

    /** The look at the row of a write. */
    public static Look row(RowWrite write) {
        var table = write.target().table();
        var key = write.target().key();
        var sql = new SqlBuilder().append("SELECT ");
        var operands = new ExpressionRenderer(sql, "t.");
        var layout =
                new ProjectionRenderer(sql, operands).render(write.returned().members());
        sql.append(layout.width() == 0 ? "" : ", ").append(table.hasVersions() ? "t.xmin::text" : "NULL");
        layout = layout.withVersion();
        var column = layout.width();
        sql.append(", t.").column(key.columns().getFirst()).append(" IS NOT NULL, ");
        sql.append(table.hasVersions() ? "t.xmin = pg_current_xact_id_if_assigned()::xid" : "false");
        InsertRenderer.sameKey(sql, ", ", write);
        sql.append(write.repeated().isEmpty() ? ", true" : "");
        for (var kept : write.kept()) {
            sql.append(", ");
            BodySource.same(sql, kept);
        }
        from(sql, write);
        sql.append(" LEFT JOIN ").table(table).append(" AS t");
        new FilterRenderer(sql, operands).clause(" ON ", key.filter());
        var kept = IntStream.range(0, write.kept().size()).mapToObj(i -> column + 4 + i);
        return new Look(sql.statement(layout), column + 1, column + 2, column + 3, kept.toList());
    }

    /** One row in any case; that of the body where something is compared with it. */
    private static void from(SqlBuilder sql, RowWrite write) {
        if (write.kept().isEmpty() && write.repeated().isEmpty()) {
            sql.append(" FROM (SELECT) AS body");
        } else {
            BodySource.from(sql, write.body());
        }
    }

    /** The statement that reads the values of a body and does nothing with them. */
    public static Statement values(RowBody body) {
        var sql = new SqlBuilder().append("SELECT *");
        BodySource.fromJson(sql, body);
        return sql.statement(RowLayout.NONE);
    }
}
