package dev.pgweir.resources;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.body.CsvInput;
import dev.pgweir.resources.body.NdjsonInput;
import dev.pgweir.resources.json.CsvWriter;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.list.Counts;
import dev.pgweir.resources.list.RangePolicies;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Call;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.RangeRefused;
import dev.pgweir.resources.request.StreamFormat;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.run.Copies;
import dev.pgweir.resources.run.Copies.RowEncoder;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.write.ImportRenderer;
import dev.pgweir.resources.sql.write.Insertion.Conflict;
import dev.pgweir.resources.statement.RowLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * The way of rows in any number, which go through the gateway without being held in it: parsed, planned and rendered like
 * those of a page, run as COPY. Thread-safe.
 */
@Component
public class Streams {

    private final QueryParser queries;
    private final WriteParser writes;
    private final Copies copies;
    private final Counts counts;
    private final RangePolicies policies;

    Streams(QueryParser queries, WriteParser writes, Copies copies, Counts counts, RangePolicies policies) {
        this.queries = queries;
        this.policies = policies;
        this.writes = writes;
        this.copies = copies;
        this.counts = counts;
    }

    /**
     * Rows in any number, on their way from a table or into it.
     *
     * @param table the table, or what the rows of a function are like
     * @param parameters the query string
     * @param format the form in which the rows travel
     * @param call what makes the rows, where they do not stand in the table
     */
    public record Transfer(Table table, List<Parameter> parameters, StreamFormat format, Optional<Call> call) {

        /** Of rows that stand in a table, or are to. */
        public Transfer(Table table, List<Parameter> parameters, StreamFormat format) {
            this(table, parameters, format, Optional.empty());
        }
    }

    /**
     * Prepares an export.
     *
     * @return sends the rows when it is told where to
     * @throws InvalidRequest where the parameters are not understood
     * @throws RangeRefused where the policy of the table wants a narrower range
     */
    public Consumer<OutputStream> export(Transfer export) {
        return export(ListPlan.whole(query(export)), export.format());
    }

    /**
     * Has the server see whether it understands an export, of which it sends no row.
     *
     * @throws InvalidRequest where it does not
     */
    public void check(Transfer export) {
        export(ListPlan.whole(query(export)).withoutRows(), export.format()).accept(OutputStream.nullOutputStream());
    }

    /**
     * Counts the rows of an export as those of a list's pages are, whatever its limit.
     *
     * @throws InvalidRequest where the parameters are not understood
     */
    public Optional<Total> count(Transfer export, CountMode mode) {
        return counts.count(query(export), mode);
    }

    /** An export has no window but its client's: rows that are left out would be missed later. */
    private ResourceQuery query(Transfer export) {
        var query = queries.export(export.table(), export.parameters());
        if (export.call().isPresent()) {
            return query.from(export.call().get());
        }
        policies.check(export.table(), query.filter());
        return query;
    }

    private Consumer<OutputStream> export(ListPlan plan, StreamFormat format) {
        var statement = SelectRenderer.export(plan, format);
        var resource = plan.query().table().name();
        return out -> copies.send(resource, statement, encoder(format, statement.layout()), out);
    }

    /**
     * Inserts all rows of a body, or none.
     *
     * @param maxLine the most bytes of a row in NDJSON
     * @throws InvalidRequest where body or parameters are not understood
     */
    public Written load(Transfer load, InputStream body, int maxLine, WriteOptions options) throws IOException {
        var table = load.table();
        var query = writes.create(table, load.parameters());
        var conflict = Conflict.of(table, query, options);
        var creates = conflict.isEmpty() || !options.merges();
        var returned = options.returning() ? query.returned() : List.<Selected>of();
        var renderer = new ImportRenderer(table, load.format(), conflict, returned);
        return switch (load.format()) {
            case CSV -> {
                var rows = new CsvInput(table, body, query.columns());
                yield load(renderer, rows.columns(), rows, creates, options);
            }
            case NDJSON -> {
                var rows = new NdjsonInput(table, body, query.columns(), renderer::isStaged, maxLine);
                yield load(renderer, rows.columns(), rows, creates, options);
            }
        };
    }

    private Written load(
            ImportRenderer renderer, List<Column> columns, InputStream rows, boolean creates, WriteOptions options) {
        var resource = renderer.table().name();
        var taken = copies.take(resource, renderer.load(columns), rows, options.rollback(), options::check);
        return Written.of(taken.rows()).withCreated(creates && taken.rows() > 0).withJson(taken.json());
    }

    private static RowEncoder encoder(StreamFormat format, RowLayout layout) {
        return switch (format) {
            case CSV -> {
                var csv = new CsvWriter(layout);
                yield new RowEncoder(csv::header, csv::line);
            }
            case NDJSON -> new RowEncoder(_ -> {}, new RowWriter(layout)::line);
        };
    }
}
