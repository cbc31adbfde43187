package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.ProjectionRenderer;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.Statement;
import java.util.List;
import java.util.stream.IntStream;

/** Renders reads of rows that the transaction has written. */
public final class WrittenRenderer {

    private static final Origin GATEWAY = new Origin.Gateway();

    private WrittenRenderer() {}

    /**
     * The statement that reads rows by their keys, in the order of these unless another is asked for.
     *
     * @param keys of each row the texts of its key
     */
    public static Statement rows(Table table, Returned returned, List<List<String>> keys) {
        var key = returned.key();
        var sql = new SqlBuilder().append("SELECT ");
        var operands = new ExpressionRenderer(sql, "t.");
        var layout = new ProjectionRenderer(sql, operands).render(returned.members());
        sql.append(" FROM unnest(")
                .joined(IntStream.range(0, key.size()).boxed().toList(), ", ", at -> {
                    sql.array(keys.stream().map(row -> row.get(at)).toList(), GATEWAY);
                    sql.append("::text[]");
                });
        sql.append(") WITH ORDINALITY AS written (").joined(names(key), ", ", sql::append);
        sql.append(", nth) JOIN ").table(table).append(" AS t ON ");
        sql.joined(IntStream.range(0, key.size()).boxed().toList(), " AND ", at -> {
            var column = key.get(at);
            sql.append("t.")
                    .column(column)
                    .append(" = written.k" + at + "::" + column.type().sql());
        });
        prune(sql, table, key, keys);
        sql.append(" ORDER BY ").joined(returned.order(), ", ", term -> {
            operands.render(term.expression());
            SelectRenderer.direction(sql, term);
        });
        return sql.append(returned.order().isEmpty() ? "nth" : ", nth").statement(layout);
    }

    /** A join finds the rows of a partition at a time, but opens all partitions for that; values beforehand leave most of them out. */
    private static void prune(SqlBuilder sql, Table table, List<Column> key, List<List<String>> keys) {
        var partitioned = table.partitioning().map(Partitioning::key).orElse(List.of());
        for (var at = 0; at < key.size(); at++) {
            var column = key.get(at);
            if (partitioned.contains(column.name())) {
                var place = at;
                sql.append(" AND t.").column(column).append(" = ANY (");
                sql.array(keys.stream().map(row -> row.get(place)).distinct().toList(), GATEWAY);
                sql.append("::" + column.type().sql() + "[])");
            }
        }
    }

    private static List<String> names(List<Column> key) {
        return IntStream.range(0, key.size()).mapToObj(at -> "k" + at).toList();
    }
}
