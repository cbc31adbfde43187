package dev.pgweir.resources;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.WriteRenderer;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The way of a request through the stages: parse, plan, render, run, represent. Answers are built whole before the
 * connection goes back, so that a slow client holds none, and a read that failed can be run again. Safe for use by many
 * threads.
 */
@Component
public class Resources {

    private final QueryParser queries;
    private final ListPlanner planner;
    private final Statements statements;
    private final BodyParser bodies = new BodyParser();

    Resources(QueryParser queries, ListPlanner planner, Statements statements) {
        this.queries = queries;
        this.planner = planner;
        this.statements = statements;
    }

    /**
     * Reads a page of rows.
     *
     * @throws InvalidRequest where the parameters are not understood
     */
    public Page list(Table table, List<Parameter> parameters) {
        var query = queries.list(table, parameters);
        var plan = planner.plan(query);
        var capped = query.paging().capped() ? Optional.of(plan.limit()) : Optional.<Integer>empty();
        return plan.narrowed()
                .map(narrowed -> page(narrowed, capped))
                .filter(page -> page.next().isPresent())
                .orElseGet(() -> page(plan, capped));
    }

    /**
     * Reads one row.
     *
     * @return the row as a JSON object; empty where there is none with this key
     * @throws InvalidRequest where key or parameters are not understood
     */
    public Optional<JsonBuffer> item(Table table, List<String> key, List<Parameter> parameters) {
        var projection = queries.projection(table, parameters);
        var statement = SelectRenderer.item(table, projection, itemKey(table, key));
        return statements.read(statement, rows -> first(statement.layout(), rows));
    }

    /**
     * Inserts the rows of a body by one statement.
     *
     * @param returning whether the answer shows the rows
     * @throws InvalidRequest where body or parameters are not understood
     */
    public Written create(Table table, byte[] body, List<Parameter> parameters, boolean returning) {
        var projection = queries.projection(table, parameters);
        var rows = bodies.parse(table, body);
        if (rows.array() && rows.rows() > 0 && rows.columns().isEmpty()) {
            throw emptyBody("an array of rows must give columns");
        }
        var keys = rows.array() ? List.<Column>of() : primaryKey(table);
        var statement = WriteRenderer.insert(table, rows, returning ? projection : List.of(), keys);
        if (statement.layout().outputs().isEmpty() && keys.isEmpty()) {
            var count = rows.columns().isEmpty() && rows.array() ? 0 : statements.write(statement);
            return new Written(count, true, Optional.empty(), Optional.empty());
        }
        return statements.write(statement, result -> inserted(statement, rows, returning, result));
    }

    /**
     * Changes columns of one row.
     *
     * @return empty where there is no row with this key
     * @throws InvalidRequest where key, body or parameters are not understood
     */
    public Optional<Written> update(
            Table table, List<String> key, byte[] body, List<Parameter> parameters, boolean returning) {
        var projection = queries.projection(table, parameters);
        var row = single(table, body);
        if (row.columns().isEmpty()) {
            throw emptyBody("give at least one column to change");
        }
        var statement = WriteRenderer.update(table, itemKey(table, key), row, returning ? projection : List.of());
        return touched(statement, returning);
    }

    /**
     * Deletes one row.
     *
     * @return empty where there is no row with this key
     * @throws InvalidRequest where key or parameters are not understood
     */
    public Optional<Written> delete(Table table, List<String> key, List<Parameter> parameters, boolean returning) {
        var projection = queries.projection(table, parameters);
        var statement = WriteRenderer.delete(table, itemKey(table, key), returning ? projection : List.of());
        return touched(statement, returning);
    }

    /**
     * Puts a row in place of the one with this key, or makes it.
     *
     * @throws InvalidRequest where key, body or parameters are not understood, or the body names another key
     */
    public Written replace(Table table, List<String> key, byte[] body, List<Parameter> parameters, boolean returning) {
        var projection = queries.projection(table, parameters);
        var row = single(table, body);
        var statement = WriteRenderer.replace(
                table, keyOf(table), itemKey(table, key), row, returning ? projection : List.of());
        return statements.write(statement, rows -> replaced(statement.layout(), returning, rows));
    }

    private Optional<Written> touched(Statement statement, boolean returning) {
        return statements.write(
                statement,
                rows -> first(statement.layout(), rows)
                        .map(json -> new Written(
                                1, false, returning ? Optional.of(json) : Optional.empty(), Optional.empty())));
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
        return new Page(page.json(), page.rows(), plan.position(), capped, next);
    }

    private static Optional<JsonBuffer> first(RowLayout layout, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var json = new JsonBuffer();
        new RowWriter(layout).object(rows, json);
        return Optional.of(json);
    }

    private static Written inserted(Statement statement, RowBody body, boolean returning, ResultSet rows)
            throws SQLException {
        var page = new RowWriter(statement.layout()).page(rows, body.rows());
        var key = page.lastKeys().stream().flatMap(Optional::stream).toList();
        return new Written(
                page.rows(),
                true,
                returning ? Optional.of(page.json()) : Optional.empty(),
                key.isEmpty() ? Optional.empty() : Optional.of(key));
    }

    private static Written replaced(RowLayout layout, boolean returning, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new InvalidRequest("key-mismatch", new Origin.Body(""), "the body names another key than the path");
        }
        var writer = new RowWriter(layout);
        var json = new JsonBuffer();
        writer.object(rows, json);
        var created = writer.keys(rows).equals(List.of(Optional.of("true")));
        return new Written(1, created, returning ? Optional.of(json) : Optional.empty(), Optional.empty());
    }

    private RowBody single(Table table, byte[] body) {
        var row = bodies.parse(table, body);
        if (row.array()) {
            throw new InvalidRequest("malformed-body", new Origin.Body(""), "one row as a JSON object is wanted");
        }
        return row;
    }

    private static ItemKey itemKey(Table table, List<String> key) {
        return ItemKey.of(table, keyOf(table), key);
    }

    private static Key keyOf(Table table) {
        return table.primaryKey().orElseThrow(() -> new IllegalArgumentException(table.name() + " has no primary key"));
    }

    private static List<Column> primaryKey(Table table) {
        return table.primaryKey().stream()
                .flatMap(key -> key.columns().stream())
                .flatMap(name -> table.column(name).stream())
                .toList();
    }

    private static InvalidRequest emptyBody(String message) {
        return new InvalidRequest("empty-body", new Origin.Body(""), message);
    }
}
