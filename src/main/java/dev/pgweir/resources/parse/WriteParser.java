package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.EmbeddingParameters.Given;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.query.WriteQuery;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses the query string of a request that writes. Immutable. */
public final class WriteParser {

    private static final Set<String> OF_NEW_ROWS =
            Set.of("select", "columns", "on_conflict", "order", "limit", "offset");
    private static final Set<String> OF_ROWS = Set.of("select", "columns", "order", "limit", "offset");
    private static final Set<String> OF_ONE_ROW = Set.of("select", "columns");

    /** Finds a column for what is done with it. */
    private interface Finder {
        Column find(Table table, String name, Origin origin);
    }

    private final QueryParser queries;

    public WriteParser(QueryParser queries) {
        this.queries = queries;
    }

    /**
     * Parses the parameters of a write of new rows.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public WriteQuery create(Table table, List<Parameter> parameters) {
        return parse(table, parameters, OF_NEW_ROWS);
    }

    /**
     * Parses the parameters of a write of one row that the path names.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public WriteQuery item(Table table, List<Parameter> parameters) {
        return parse(table, parameters, OF_ONE_ROW);
    }

    /**
     * Parses the parameters of a write of all rows that pass filters.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public WriteQuery change(Table table, List<Parameter> parameters) {
        List<Parameter> own = new ArrayList<>();
        List<Parameter> filters = new ArrayList<>();
        var given = queries.embeddings(table, parameters);
        given.others().forEach(parameter -> (OF_ROWS.contains(parameter.name()) ? own : filters).add(parameter));
        QueryParser.refuseReserved(filters);
        var query = parse(table, new Given(given.embeddings(), own), OF_ROWS);
        var filter = new Filter.All(queries.filters(table, given.embeddings(), filters));
        if (filter.anyOperand(Expression::isAggregate)) {
            throw new InvalidRequest(
                    "aggregate-not-applicable",
                    new Origin.Query(filters.getFirst().name()),
                    "aggregates filter groups, and a write knows none");
        }
        return new WriteQuery(
                query.returned(), query.order(), query.shown(), filter, query.columns(), query.onConflict());
    }

    /**
     * Refuses to write all rows of a table for want of a filter.
     *
     * @throws InvalidRequest where there is none
     */
    public static void requireFilter(Table table, WriteQuery query) {
        if (query.filter().equals(Filter.none())) {
            throw new InvalidRequest(
                    "filter-required",
                    new Origin.Path(),
                    "say which rows are meant: without a filter all of %s would be".formatted(table.name()));
        }
    }

    private WriteQuery parse(Table table, List<Parameter> parameters, Set<String> known) {
        return parse(table, queries.embeddings(table, parameters), known);
    }

    private WriteQuery parse(Table table, Given parameters, Set<String> known) {
        QueryParser.refuseOthers(parameters.others(), known);
        refuseInner(parameters.embeddings());
        var given = QueryParser.single(parameters.others(), known);
        var selection = queries.selection(table, parameters);
        return new WriteQuery(
                selection.projection(),
                order(table, selection, given),
                queries.shown(given),
                Filter.none(),
                columns(table, given, "columns", Columns::named),
                columns(table, given, "on_conflict", Columns::readable));
    }

    /** It would leave out rows of the answer that are written all the same. */
    private static void refuseInner(List<Embedding> embeddings) {
        for (var embedding : embeddings) {
            if (embedding.inner()) {
                throw new InvalidRequest(
                        "malformed-parameter",
                        new Origin.Query("select"),
                        "%s!inner has no meaning where rows are written: %1$s=not.is.null bounds what is changed"
                                .formatted(embedding.name()));
            }
        }
    }

    private static List<OrderTerm> order(Table table, Selection selection, Map<String, String> given) {
        var text = given.get("order");
        if (text == null) {
            return List.of();
        }
        var order = new OrderParser(table, selection, text).parse();
        if (order.stream().anyMatch(term -> term.expression().isAggregate())) {
            throw new InvalidRequest(
                    "aggregate-not-applicable", new Origin.Query("order"), "the rows of a write are not grouped");
        }
        return order;
    }

    private static Optional<List<Column>> columns(Table table, Map<String, String> given, String name, Finder finder) {
        return Optional.ofNullable(given.get(name)).map(value -> columns(table, name, value, finder));
    }

    private static List<Column> columns(Table table, String name, String value, Finder finder) {
        var reader = new TextReader(value, new Origin.Query(name));
        List<Column> columns = new ArrayList<>();
        reader.skipBlanks();
        do {
            reader.requireSome("a column", ",");
            var column = finder.find(table, reader.token(","), reader.origin());
            if (!columns.contains(column)) {
                columns.add(column);
            }
        } while (reader.skipSeparator(","));
        reader.skipBlanks();
        reader.expectEnd();
        return columns;
    }
}
