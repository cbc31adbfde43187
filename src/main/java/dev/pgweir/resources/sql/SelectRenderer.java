package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.query.Derived;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.StreamFormat;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.resources.statement.Statement.Bind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Renders reads. */
public final class SelectRenderer {

    private static final Origin GATEWAY = new Origin.Gateway();

    private static final Origin PATH = new Origin.Path();

    private static final Derived<Selection, Frame> FRAMES = new Derived<>();

    private static final Derived<Selection, Statement> ITEMS = new Derived<>();

    /**
     * What the pages of a selection have in common.
     *
     * @param plain whether it consists of columns whose reading runs nothing but the server's own code
     */
    private record Frame(SqlBuilder beforeFilter, RowLayout layout, SqlBuilder behindFilter, boolean plain) {}

    private SelectRenderer() {}

    /** The statement of a page, whose rows tell what they are ordered by where that is total. */
    public static Statement page(ListPlan plan) {
        return plan.query().grouped() ? pageOfGroups(plan) : pageOfRows(plan);
    }

    private static Statement pageOfGroups(ListPlan plan) {
        var limit = plan.slice().limit() + 1;
        return groups(plan, members -> members.renderWithOrdering(plan.query().projection(), ordering(plan)), limit);
    }

    private static Statement pageOfRows(ListPlan plan) {
        // Arguments stand before the filter, and are others for each call.
        var frame = plan.query().call().isPresent()
                ? frame(plan)
                : FRAMES.get(plan.query().selection(), _ -> frame(plan));
        var sql = new SqlBuilder().append(frame.beforeFilter());
        where(sql, plan);
        return slice(sql.append(frame.behindFilter()), plan, plan.slice().limit() + 1)
                .statement(shown(frame.layout(), plan))
                .asPlain(frame.plain() && PlainStatements.isOfColumns(plan));
    }

    /** Values that a function answers have no names. */
    private static RowLayout shown(RowLayout layout, ListPlan plan) {
        return plan.query().call().filter(call -> call.routine().isOfScalars()).isPresent() ? layout.asBare() : layout;
    }

    private static Frame frame(ListPlan plan) {
        var start = new SqlBuilder().append("SELECT ");
        var end = new SqlBuilder();
        var members = new ProjectionRenderer(start, new ExpressionRenderer(start, "t."));
        var layout = members.renderWithOrdering(plan.query().projection(), ordering(plan));
        from(start, plan);
        order(end, new ExpressionRenderer(end, "t."), plan);
        return new Frame(
                start, layout, end, PlainStatements.isOfColumns(plan.query().selection()));
    }

    /** The statement of an export, which sends rows in COPY's text format. */
    public static Statement export(ListPlan plan, StreamFormat format) {
        var projection = plan.query().projection();
        var query = select(
                plan,
                members -> switch (format) {
                    case CSV -> members.renderPlain(projection);
                    case NDJSON -> members.render(projection);
                },
                plan.slice().limit());
        return new Statement("COPY (" + query.text() + ") TO STDOUT", query.binds(), query.layout());
    }

    private static Statement select(ListPlan plan, Function<ProjectionRenderer, RowLayout> projection, int limit) {
        return plan.query().grouped() ? groups(plan, projection, limit) : rows(plan, projection, limit);
    }

    private static Statement rows(ListPlan plan, Function<ProjectionRenderer, RowLayout> projection, int limit) {
        var sql = new SqlBuilder().append("SELECT ");
        var operands = new ExpressionRenderer(sql, "t.");
        var layout = projection.apply(new ProjectionRenderer(sql, operands));
        where(from(sql, plan), plan);
        return slice(order(sql, operands, plan), plan, limit).statement(layout);
    }

    private static SqlBuilder from(SqlBuilder sql, ListPlan plan) {
        return CallRenderer.from(sql, plan.query());
    }

    private static void where(SqlBuilder sql, ListPlan plan) {
        var filter = new Filter.All(List.of(plan.query().filter(), plan.after()));
        new FilterRenderer(sql, new ExpressionRenderer(sql, "t.")).clause(" WHERE ", filter);
    }

    private static Statement groups(ListPlan plan, Function<ProjectionRenderer, RowLayout> projection, int limit) {
        var sql = new SqlBuilder().append("SELECT ");
        var columns = Stream.concat(
                plan.query().projection().stream().map(Selected::expression),
                plan.order().terms().stream().map(OrderTerm::expression));
        var grouped = new GroupedRenderer(sql, plan.query(), columns.toList());
        var layout = projection.apply(new ProjectionRenderer(sql, grouped));
        sql.append(" FROM ");
        grouped.groups();
        new FilterRenderer(sql, grouped).clause(" WHERE ", plan.after());
        return slice(order(sql, grouped, plan), plan, limit).statement(layout);
    }

    /** The statement that reads one row by its key, and its version where the table stores rows. */
    public static Statement item(Table table, Selection selection, ItemKey key) {
        if (!selection.embeddings().isEmpty()) {
            var filters = Embedding.inner(selection.embeddings());
            filters.addFirst(key.filter());
            return item(table, selection.projection(), new Filter.All(filters));
        }
        var known = ITEMS.get(selection, _ -> item(table, selection.projection(), key.filter()));
        var ofSelection = known.binds().size() - key.values().size();
        List<Bind> binds = new ArrayList<>(known.binds().subList(0, ofSelection));
        for (var value : key.values()) {
            binds.add(new Bind(value, PATH));
        }
        return known.with(binds);
    }

    /** The statement that reads members of one row. */
    public static Statement item(Table table, List<Selected> projection, ItemKey key) {
        return item(table, projection, key.filter());
    }

    private static Statement item(Table table, List<Selected> projection, Filter filter) {
        var sql = new SqlBuilder().append("SELECT ");
        var operands = new ExpressionRenderer(sql, "t.");
        var layout = new ProjectionRenderer(sql, operands).render(projection);
        if (table.hasVersions()) {
            sql.append(projection.isEmpty() ? "" : ", ").append("t.xmin::text");
            layout = layout.withVersion();
        }
        sql.append(" FROM ").table(table).append(" AS t");
        new FilterRenderer(sql, operands).clause(" WHERE ", filter);
        return sql.statement(layout).asPlain(PlainStatements.contain(table, projection));
    }

    private static List<Expression> ordering(ListPlan plan) {
        List<Expression> ordering = new ArrayList<>();
        if (plan.order().total()) {
            for (var term : plan.order().terms()) {
                ordering.add(term.expression());
            }
        }
        return ordering;
    }

    private static SqlBuilder order(SqlBuilder sql, Operands operands, ListPlan plan) {
        var terms = plan.order().terms();
        return terms.isEmpty() ? sql : sql.append(" ORDER BY ").joined(terms, ", ", term -> term(sql, operands, term));
    }

    private static SqlBuilder slice(SqlBuilder sql, ListPlan plan, int limit) {
        if (limit != Paging.NO_LIMIT) {
            sql.append(" LIMIT ").bind(Integer.toString(limit), GATEWAY);
        }
        if (plan.slice().offset() > 0) {
            sql.append(" OFFSET ").bind(Integer.toString(plan.slice().offset()), GATEWAY);
        }
        return sql;
    }

    private static void term(SqlBuilder sql, Operands operands, OrderTerm term) {
        operands.render(term.expression());
        direction(sql, term);
    }

    /** Renders what follows the expression of a term. */
    public static void direction(SqlBuilder sql, OrderTerm term) {
        sql.append(term.descending() ? " DESC" : "");
        if (term.expression().nullable() && term.nullsFirst() != term.descending()) {
            sql.append(term.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
        }
    }
}
