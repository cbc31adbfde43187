package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.answer.Item;
import dev.pgweir.resources.answer.Page;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.statement.RowLayout;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The way of a read through the stages: parse, plan, render, run, represent. Answers are built whole before the
 * connection goes back, so that a slow client holds none, and a read that failed can be run again. Safe for use by many
 * threads.
 */
@Component
public class ResourceReads {

    private final QueryParser queries;
    private final ListPlanner planner;
    private final Statements statements;
    private final Counts counts;

    ResourceReads(QueryParser queries, ListPlanner planner, Statements statements, Counts counts) {
        this.queries = queries;
        this.planner = planner;
        this.statements = statements;
        this.counts = counts;
    }

    /**
     * Reads a page of rows.
     *
     * @param count how to count the rows of all pages; empty where nobody asked
     * @throws InvalidRequest where the parameters are not understood
     */
    public Page list(Table table, List<Parameter> parameters, Optional<CountMode> count) {
        var query = queries.list(table, parameters);
        var plan = planner.plan(query);
        var capped = query.paging().capped() ? Optional.of(plan.limit()) : Optional.<Integer>empty();
        var page = plan.narrowed()
                .map(narrowed -> page(narrowed, capped))
                .filter(found -> found.next().isPresent())
                .orElseGet(() -> page(plan, capped));
        return count.map(mode -> counted(page, plan, mode)).orElse(page);
    }

    /**
     * Reads one row.
     *
     * @return empty where there is none with this key
     * @throws InvalidRequest where key or parameters are not understood
     */
    public Optional<Item> item(Table table, List<String> key, List<Parameter> parameters) {
        var projection = queries.projection(table, parameters);
        var statement = SelectRenderer.item(table, projection, ItemKey.of(table, key));
        return statements.read(statement, rows -> item(statement.layout(), rows));
    }

    private Page page(ListPlan plan, Optional<Integer> capped) {
        var statement = SelectRenderer.page(plan);
        return statements.read(statement, rows -> page(plan, statement.layout(), capped, rows));
    }

    private Page page(ListPlan plan, RowLayout layout, Optional<Integer> capped, ResultSet rows) throws SQLException {
        var writer = new RowWriter(layout);
        var page = writer.page(rows, plan.limit());
        var next = page.more() && page.rows() > 0
                ? Optional.of(planner.next(plan, page.rows(), page.lastKeys()))
                : Optional.<String>empty();
        return new Page(page.json(), page.rows(), plan.position(), capped, next, Optional.empty());
    }

    /** The last page tells by itself how many rows there are. */
    private Page counted(Page page, ListPlan plan, CountMode mode) {
        var seen = page.position() + page.rows();
        var total = page.rows() > 0 && page.next().isEmpty()
                ? new Total(seen, CountMode.EXACT)
                : counts.count(plan.query(), mode);
        var sane = new Total(Math.max(total.rows(), page.rows() == 0 ? 0 : seen), total.mode());
        return new Page(page.json(), page.rows(), page.position(), page.capped(), page.next(), Optional.of(sane));
    }

    private static Optional<Item> item(RowLayout layout, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var json = new JsonBuffer();
        var writer = new RowWriter(layout);
        writer.object(rows, json);
        return Optional.of(new Item(json, writer.keys(rows).stream().findFirst().flatMap(version -> version)));
    }
}
