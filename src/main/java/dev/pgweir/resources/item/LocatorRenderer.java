package dev.pgweir.resources.item;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.FilterRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.List;

/** Renders what finds out in which partition a row is. */
final class LocatorRenderer {

    private LocatorRenderer() {}

    /** The values of some columns, as text, of the rows that pass a filter, of which two at most are of interest. */
    static Statement values(Table table, List<Column> columns, Filter filter) {
        var sql = new SqlBuilder().append("SELECT ");
        sql.joined(columns, ", ", column -> sql.append("t.").column(column).append("::text"));
        sql.append(" FROM ").table(table).append(" AS t");
        new FilterRenderer(sql, new ExpressionRenderer(sql, "t.")).clause(" WHERE ", filter);
        return sql.append(" LIMIT 2").statement(RowLayout.NONE);
    }

    /** The partition key that a table of its own has for an id. */
    static Statement lookup(String locator, Column id, Column key, String value) {
        var sql = new SqlBuilder().append("SELECT ").column(key).append("::text FROM ");
        sql.joined(List.of(locator.split("\\.", 2)), ".", sql::identifier);
        return sql.append(" WHERE ")
                .column(id)
                .append(" = ")
                .bind(value, new Origin.Path())
                .statement(RowLayout.NONE);
    }

    /** The number of each partition in the list, with the lowest and the highest id in it. */
    static Statement ranges(List<Partition> partitions, Column id) {
        var sql = new SqlBuilder().append("SELECT * FROM (VALUES ");
        sql.joined(partitions, ", ", partition -> {
            sql.append("(" + partitions.indexOf(partition));
            extreme(sql, "min", partition, id);
            extreme(sql, "max", partition, id);
            sql.append(")");
        });
        return sql.append(") AS v").statement(RowLayout.NONE);
    }

    private static void extreme(SqlBuilder sql, String function, Partition partition, Column id) {
        sql.append(", (SELECT " + function + "(").column(id).append(")::text FROM ");
        sql.identifier(partition.schema()).append(".").identifier(partition.name());
        sql.append(")");
    }
}
