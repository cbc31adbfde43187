package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.BareId;
import dev.pgweir.resources.Locator.Located;
import dev.pgweir.resources.answer.Item;
import dev.pgweir.resources.answer.Page;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.RangeRefused;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.statement.RowLayout;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
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
    private final Ranges ranges;
    private final Pages pages;
    private final Locator locator;
    private final Statements statements;
    private final Counts counts;

    ResourceReads(
            QueryParser queries,
            ListPlanner planner,
            Ranges ranges,
            Pages pages,
            Locator locator,
            Statements statements,
            Counts counts) {
        this.queries = queries;
        this.planner = planner;
        this.ranges = ranges;
        this.pages = pages;
        this.locator = locator;
        this.statements = statements;
        this.counts = counts;
    }

    /**
     * Reads a page of rows.
     *
     * @param count how to count the rows of all pages; empty where nobody asked
     * @throws InvalidRequest where the parameters are not understood
     * @throws RangeRefused where the policy of the table wants a narrower range
     */
    public Page list(Table table, List<Parameter> parameters, Optional<CountMode> count) {
        var query = queries.list(table, parameters);
        var plan = planner.plan(query, () -> ranges.floor(query));
        ranges.check(table, plan.query().filter(), plan.walk().isPresent() && count.isEmpty());
        var page = page(plan, pages.read(plan, ranges.policy(table).maxPartitions()));
        return count.map(mode -> counted(page, plan, mode)).orElse(page);
    }

    private Page page(ListPlan plan, Pages.Found found) {
        var paging = plan.query().paging();
        var rows = found.rows();
        var full = rows.rows() == plan.limit();
        var next =
                (rows.more() && rows.rows() > 0) || (full && found.scannedTo().isPresent())
                        ? Optional.of(planner.next(plan, rows.rows(), rows.lastKeys()))
                        : found.scannedTo().map(bound -> planner.next(plan, rows.rows(), bound));
        return new Page(
                rows.json(),
                rows.rows(),
                plan.position(),
                paging.capped() ? Optional.of(plan.limit()) : Optional.empty(),
                next,
                Optional.empty(),
                Ranges.coverage(plan.query(), full ? Optional.empty() : found.scannedTo()));
    }

    /**
     * Reads one row.
     *
     * @return empty where there is none with this key
     * @throws InvalidRequest where key or parameters are not understood
     */
    public Optional<Item> item(Table table, List<String> key, List<Parameter> parameters) {
        var projection = queries.projection(table, parameters);
        return locator.bareId(table, key)
                .map(bareId -> located(table, bareId, key.getFirst(), projection))
                .orElseGet(() -> item(table, projection, ItemKey.of(table, key)));
    }

    private Optional<Item> located(Table table, BareId bareId, String id, List<Selected> projection) {
        var remembered = locator.remembered(table, id).flatMap(place -> item(table, projection, place));
        if (remembered.isPresent()) {
            return remembered;
        }
        locator.forget(table, id);
        return locator.find(table, bareId, id, statements::read).flatMap(place -> item(table, projection, place));
    }

    private Optional<Item> item(Table table, List<Selected> projection, Located place) {
        return item(table, projection, place.key())
                .map(item -> item.foundBy(place.way().name().toLowerCase(Locale.ROOT)));
    }

    private Optional<Item> item(Table table, List<Selected> projection, ItemKey key) {
        var statement = SelectRenderer.item(table, projection, key);
        return statements.read(statement, rows -> item(statement.layout(), rows));
    }

    /** The last page tells by itself how many rows there are. */
    private Page counted(Page page, ListPlan plan, CountMode mode) {
        var seen = page.position() + page.rows();
        var total = page.rows() > 0 && page.next().isEmpty()
                ? new Total(seen, CountMode.EXACT)
                : counts.count(plan.query(), mode);
        var sane = new Total(Math.max(total.rows(), page.rows() == 0 ? 0 : seen), total.mode());
        return page.counted(sane);
    }

    private static Optional<Item> item(RowLayout layout, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var json = new JsonBuffer();
        var writer = new RowWriter(layout);
        writer.object(rows, json);
        var version = writer.keys(rows).stream().findFirst().flatMap(value -> value);
        return Optional.of(new Item(json, version, Optional.empty()));
    }
}
