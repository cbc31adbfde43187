package dev.pgweir.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Trait;
import dev.pgweir.resources.answer.FailedBody;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.list.RangePolicies;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.WriteQuery;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.RangeRefused;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.PlainStatements;
import dev.pgweir.resources.sql.write.ChangeRenderer;
import dev.pgweir.resources.sql.write.InsertRenderer;
import dev.pgweir.resources.sql.write.Insertion;
import dev.pgweir.resources.sql.write.Insertion.Conflict;
import dev.pgweir.resources.statement.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The way of a write of many rows through the stages, each by one statement. Thread-safe. */
@Component
public class ResourceWrites {

    private final WriteParser parser;
    private final Statements statements;
    private final RangePolicies policies;
    private final BodyBlame blame;

    ResourceWrites(WriteParser parser, Statements statements, RangePolicies policies, BodyBlame blame) {
        this.parser = parser;
        this.statements = statements;
        this.policies = policies;
        this.blame = blame;
    }

    /**
     * Inserts the rows of a body.
     *
     * @throws InvalidRequest where body or parameters are not understood
     * @throws FailedBody where a part of the body is known to be refused by the server
     */
    public Written create(Table table, byte[] body, List<Parameter> parameters, WriteOptions options) {
        var query = parser.create(table, parameters);
        var rows = new BodyParser(table, query.columns(), options.missingDefault()).parse(body);
        if (rows.rows() == 0) {
            options.check(0);
            return Written.of(0).withCreated(!options.merges()).withJson(noRows(options));
        }
        var insertion = new Insertion(
                table,
                rows,
                Conflict.of(table, query, options),
                options.missingDefault(),
                query.answered(table, options),
                order(query, options),
                asked(table, rows, options));
        try {
            var insert = InsertRenderer.insert(insertion).asPlain(PlainStatements.contain(table, query));
            return named(insertion, written(insert, !insertion.merges(), query.shown(), options));
        } catch (DataAccessException e) {
            throw blame.of(insertion, e);
        }
    }

    /**
     * Changes columns of all rows that pass the filters of a query, of which there must be one; none where the body names no
     * column.
     *
     * @throws InvalidRequest where body or parameters are not understood
     * @throws RangeRefused where the policy of the table wants a narrower range
     * @throws PartitionMove where the partition key would change, and the client did not allow that
     */
    public Written update(Table table, byte[] body, List<Parameter> parameters, WriteOptions options) {
        var query = parser.change(table, parameters);
        var row = new BodyParser(table, query.columns(), options.missingDefault()).parse(body);
        if (row.rows() == 0 || row.changed().isEmpty()) {
            options.check(0);
            return Written.of(0).withJson(noRows(options));
        }
        row.requireOne();
        WriteParser.requireFilter(table, query);
        policies.check(table, query.filter());
        var key = table.partitionKeyAmong(row.changed());
        if (!key.isEmpty() && !options.moving()) {
            throw PartitionMove.of(table, key);
        }
        refuseUnchecked(table, row);
        var change = ChangeRenderer.update(
                table, query.filter(), row, query.answered(table, options), order(query, options));
        try {
            return written(change.asPlain(PlainStatements.contain(table, query)), false, query.shown(), options);
        } catch (DataAccessException e) {
            throw blame.of(table, row, e);
        }
    }

    /**
     * Deletes all rows that pass the filters of a query, of which there must be one.
     *
     * @throws InvalidRequest where parameters are not understood
     * @throws RangeRefused where the policy of the table wants a narrower range
     */
    public Written delete(Table table, List<Parameter> parameters, WriteOptions options) {
        var query = parser.change(table, parameters);
        WriteParser.requireFilter(table, query);
        policies.check(table, query.filter());
        var deletion =
                ChangeRenderer.delete(table, query.filter(), query.answered(table, options), order(query, options));
        return written(deletion.asPlain(PlainStatements.contain(table, query)), false, query.shown(), options);
    }

    private static List<OrderTerm> order(WriteQuery query, WriteOptions options) {
        return options.returning() ? query.order() : List.of();
    }

    /** The columns that name the one new row, where asking for them cannot make the write fail that does without. */
    private static List<Column> asked(Table table, RowBody rows, WriteOptions options) {
        var shown = options.returning() || table.has(Trait.SHOWS_NEW_ROWS);
        return rows.array() || !shown ? List.of() : table.readableKey();
    }

    /** A new row that may not be looked at is named by what the body says of it. */
    private static Written named(Insertion insertion, Written written) {
        var key = insertion.table().readableKey();
        if (insertion.body().array()
                || key.isEmpty()
                || !written.created()
                || written.key().isPresent()) {
            return written;
        }
        return written.withKey(insertion.body().texts(key));
    }

    /** A foreign partition keeps a changed row even where it belongs into another, in which alone it is looked for. */
    private static void refuseUnchecked(Table table, RowBody row) {
        var unchecked = table.partitioning().map(Partitioning::uncheckedKey).orElse(List.of());
        var changed = row.changed().stream()
                .map(Column::name)
                .filter(unchecked::contains)
                .toList();
        if (!changed.isEmpty()) {
            throw PartitionMove.unchecked(table.name(), changed);
        }
    }

    /** @param shown which of the rows are answered */
    private Written written(Statement statement, boolean created, Paging shown, WriteOptions options) {
        var layout = statement.layout();
        if (layout.outputs().isEmpty()
                && layout.primaryKey().isEmpty()
                && layout.created().isEmpty()) {
            var count = statements.execute(statement, options.rollback(), options::check);
            return Written.of(count).withCreated(created && count > 0);
        }
        return statements.write(
                statement, options.rollback(), rows -> written(statement, created, shown, options, rows));
    }

    private static Written written(
            Statement statement, boolean created, Paging shown, WriteOptions options, ResultSet rows)
            throws SQLException {
        var written = new RowWriter(statement.layout()).written(rows, shown.offset(), shown.limit());
        options.check(written.count());
        return Written.of(written.count())
                .withCreated(written.created() > 0 || (created && written.count() > 0))
                .withJson(options.returning() ? Optional.of(written.json()) : Optional.empty())
                .withKey(written.key().isEmpty() ? Optional.empty() : Optional.of(written.key()))
                .withVersion(written.version());
    }

    private static Optional<JsonBuffer> noRows(WriteOptions options) {
        return options.returning() ? Optional.of(new JsonBuffer("[]".getBytes(UTF_8))) : Optional.empty();
    }
}
