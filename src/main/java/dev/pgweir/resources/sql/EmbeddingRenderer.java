package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Relationship;
import dev.pgweir.catalog.Relationship.By;
import dev.pgweir.catalog.Relationship.Pair;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders what belongs to a row in other tables as subselects that refer to it. The server evaluates those in a list of columns for the
 * rows of a page only, since it sorts and limits first.
 */
final class EmbeddingRenderer {

    private static final Origin GATEWAY = new Origin.Gateway();

    private final SqlBuilder sql;
    private final String row;

    /** @param row what stands before each column of the row that the others belong to: an alias and a dot */
    EmbeddingRenderer(SqlBuilder sql, String row) {
        this.sql = sql;
        this.row = row;
    }

    /** Renders the rows as JSON: an object or null where one at most belongs to the row, else an array of objects. */
    void rows(Embedding embedding) {
        if (embedding.relationship().many()) {
            sql.append("COALESCE((SELECT json_agg(row_to_json(x.*)) FROM (");
            members(embedding, embedding.projection());
            sql.append(") AS x), '[]')");
        } else {
            sql.append("(SELECT row_to_json(x.*) FROM (");
            members(embedding, embedding.projection());
            sql.append(") AS x)");
        }
    }

    /** Renders one value of each of the rows as a JSON array, in their order. */
    void collected(Embedding embedding, Expression of) {
        sql.append("COALESCE((SELECT json_agg(x.value) FROM (");
        members(embedding, List.of(new Selected("value", of)));
        sql.append(") AS x), '[]')");
    }

    /** Renders a value of the one row that belongs to the row, or an aggregate of all that do. */
    void value(Embedding embedding, Expression of) {
        sql.append("(SELECT ");
        new ExpressionRenderer(sql, alias()).render(of);
        from(embedding);
        sql.append(isOneOfFunction(embedding) && !of.isAggregate() ? " LIMIT 1)" : ")");
    }

    /** A function that is said to answer one row may answer more. */
    private static boolean isOneOfFunction(Embedding embedding) {
        var relationship = embedding.relationship();
        return relationship.by() == By.FUNCTION && !relationship.many();
    }

    /** Renders whether some row belongs to the row. */
    void exists(Embedding embedding) {
        sql.append("EXISTS (SELECT");
        from(embedding);
        sql.append(")");
    }

    private void members(Embedding embedding, List<Selected> members) {
        var operands = new ExpressionRenderer(sql, alias());
        sql.append("SELECT ").joined(members, ", ", member -> {
            operands.render(member.expression());
            sql.append(" AS ").identifier(member.name());
        });
        from(embedding);
        if (embedding.grouped()) {
            group(embedding);
        }
        if (isOneOfFunction(embedding)) {
            sql.append(" LIMIT 1");
            return;
        }
        var part = embedding.part();
        if (!part.ordering().isEmpty()) {
            sql.append(" ORDER BY ").joined(part.ordering(), ", ", term -> {
                operands.render(term.expression());
                SelectRenderer.direction(sql, term);
            });
        }
        if (part.limit() != Paging.NO_LIMIT) {
            sql.append(" LIMIT ").bind(Integer.toString(part.limit()), GATEWAY);
        }
        if (part.offset() > 0) {
            sql.append(" OFFSET ").bind(Integer.toString(part.offset()), GATEWAY);
        }
    }

    private void group(Embedding embedding) {
        List<Integer> ordinals = new ArrayList<>();
        for (var i = 0; i < embedding.projection().size(); i++) {
            if (!embedding.projection().get(i).expression().isAggregate()) {
                ordinals.add(i + 1);
            }
        }
        if (!ordinals.isEmpty()) {
            sql.append(" GROUP BY ").joined(ordinals, ", ", ordinal -> sql.append(ordinal.toString()));
        }
    }

    private void from(Embedding embedding) {
        var relationship = embedding.relationship();
        sql.append(" FROM ");
        if (relationship.by() == By.FUNCTION) {
            made(relationship);
            // A function that returns no set returns a row of nulls for none.
            sql.append(" WHERE NOT " + withoutDot(alias()) + " IS NULL");
            new FilterRenderer(sql, new ExpressionRenderer(sql, alias())).clause(" AND ", embedding.filter());
            return;
        }
        named(relationship.target(), alias());
        var joined = alias();
        if (relationship.through().isPresent()) {
            var junction = relationship.through().get();
            joined = "j" + alias();
            sql.append(" JOIN ");
            named(junction.table(), joined);
            sql.append(" ON ");
            equal(junction.columns(), joined, alias());
        }
        sql.append(" WHERE ");
        equal(relationship.columns(), row, joined);
        new FilterRenderer(sql, new ExpressionRenderer(sql, alias())).clause(" AND ", embedding.filter());
    }

    private void equal(List<Pair> pairs, String own, String other) {
        sql.joined(
                pairs,
                " AND ",
                pair -> sql.append(other)
                        .column(pair.other())
                        .append(" = " + own)
                        .column(pair.own()));
    }

    /** The function lives where the tables do, and its argument is the row itself. */
    private void made(Relationship relationship) {
        sql.identifier(relationship.target().schema())
                .append(".")
                .identifier(relationship.key())
                .append("(" + withoutDot(row) + ") AS " + withoutDot(alias()));
    }

    private void named(Table table, String alias) {
        sql.table(table).append(" AS " + withoutDot(alias));
    }

    private static String withoutDot(String alias) {
        return alias.substring(0, alias.length() - 1);
    }

    /** What stands before each column of the other table: one level deeper, one number higher. */
    private String alias() {
        var depth = row.length() == 2 ? 0 : Integer.parseInt(row.substring(1, row.length() - 1));
        return "t" + (depth + 1) + ".";
    }
}
