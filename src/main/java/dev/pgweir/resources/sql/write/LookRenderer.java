package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.FilterRenderer;
import dev.pgweir.resources.sql.ProjectionRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.sql.write.ChangeRenderer.ItemTarget;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/** Renders looks at what a write was about, which tell why it touched nothing, or failed. */
public final class LookRenderer {

    private LookRenderer() {}

    /**
     * A look at the row of a write, which tells the row as it is and its version, null where it has none.
     *
     * @param statement reads the row
     * @param ownWrite the column that tells whether the transaction itself has written the row
     * @param same of each compared column, in their order, the column that tells whether the body gives the value that the row has
     */
    public record Look(Statement statement, int ownWrite, List<Integer> same) {}

    /** The look at the row of a write. */
    public static Look row(ItemTarget target, RowBody body, List<Column> compared, List<Selected> returned) {
        var sql = new SqlBuilder().append("SELECT ");
        var operands = new ExpressionRenderer(sql, "t.");
        var layout = new ProjectionRenderer(sql, operands).render(returned).withVersion();
        var ownWrite = layout.width() + 1;
        List<Integer> same = new ArrayList<>(compared.size());
        sql.append(returned.isEmpty() ? "" : ", ")
                .append(
                        target.table().hasVersions()
                                ? "t.xmin::text, t.xmin = pg_current_xact_id_if_assigned()::xid"
                                : "NULL, NULL");
        for (var column : compared) {
            sql.append(", ");
            BodySource.same(sql, column);
            same.add(ownWrite + same.size() + 1);
        }
        if (!compared.isEmpty()) {
            BodySource.from(sql, body);
        }
        sql.append(compared.isEmpty() ? " FROM " : ", ").table(target.table()).append(" AS t");
        new FilterRenderer(sql, operands).clause(" WHERE ", target.key().filter());
        return new Look(sql.statement(layout), ownWrite, same);
    }

    /** The statement that reads the values of a body and does nothing with them. */
    public static Statement values(RowBody body) {
        var sql = new SqlBuilder().append("SELECT *");
        BodySource.from(sql, body);
        return sql.statement(RowLayout.NONE);
    }

    /** The statement that gives a row where the body names the same key as the path, as far as it names one. */
    public static Statement sameKey(ItemKey key, RowBody body) {
        var sql = new SqlBuilder().append("SELECT");
        BodySource.from(sql, body);
        InsertRenderer.sameKey(sql, " WHERE ", key, body);
        return sql.statement(RowLayout.NONE);
    }
}
