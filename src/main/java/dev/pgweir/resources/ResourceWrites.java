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
import dev.pgweir.resources.json.RowWriter.WrittenRows;
import dev.pgweir.resources.list.RangePolicies;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.query.Paging;
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
import dev.pgweir.resources.sql.write.Returned;
import dev.pgweir.resources.sql.write.WrittenRenderer;
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
     * What is answered of the rows that a write touches.
     *
     * @param returned their members and order
     * @param shown which of them
     */
    private record Answer(Table table, Returned returned, Paging shown, WriteOptions options) {}

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
                Returned.asWritten(table, query, options),
                asked(table, rows, options));
        try {
            var insert = InsertRenderer.insert(insertion).asPlain(PlainStatements.contain(table, query));
            return named(
                    insertion,
                    written(
                            insert,
                            !insertion.merges(),
                            new Answer(table, insertion.returned(), query.shown(), options)));
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
        var answer = new Answer(table, Returned.asWritten(table, query, options), query.shown(), options);
        var change = ChangeRenderer.update(table, query.filter(), row, answer.returned());
        try {
            return written(change.asPlain(PlainStatements.contain(table, query)), false, answer)
                    .withKey(Optional.empty())
                    .withVersion(Optional.empty());
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
        var answer = new Answer(table, Returned.byWrite(table, query, options), query.shown(), options);
        var deletion = ChangeRenderer.delete(table, query.filter(), answer.returned());
        return written(deletion.asPlain(PlainStatements.contain(table, query)), false, answer);
    }

    /** The columns that name the one new row, where asking for them cannot make the write fail that does without. */
    private static List<Column> asked(Table table, RowBody rows, WriteOptions options) {
        var shown = options.returning() || table.has(Trait.SHOWS_NEW_ROWS);
        return rows.array() || !shown ? List.of() : table.readableKey();
    }

    /** A new row that may not be looked at is named by what the body says of it. */
    private static Written named(Insertion insertion, Written written) {
        var key = insertion.table().readableKey();
        if (insertion.body().array()) {
            return written.withKey(Optional.empty()).withVersion(Optional.empty());
        }
        if (key.isEmpty() || !written.created() || written.key().isPresent()) {
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

    private Written written(Statement statement, boolean created, Answer answer) {
        var layout = statement.layout();
        var options = answer.options();
        if (layout.outputs().isEmpty()
                && layout.primaryKey().isEmpty()
                && layout.created().isEmpty()) {
            var count = statements.execute(statement, options.rollback(), options::check);
            return Written.of(count).withCreated(created && count > 0);
        }
        if (answer.returned().isReadBehind()) {
            return statements.together(statement.plain(), options.rollback(), () -> {
                var rows = statements.write(statement, options.rollback(), found -> rows(statement, answer, found));
                return written(rows, created, readBehind(rows, answer));
            });
        }
        return statements.write(statement, options.rollback(), found -> {
            var rows = rows(statement, answer, found);
            return written(rows, created, options.returning() ? Optional.of(rows.json()) : Optional.empty());
        });
    }

    private static WrittenRows rows(Statement statement, Answer answer, ResultSet found) throws SQLException {
        var rows = new RowWriter(statement.layout())
                .written(found, answer.shown().offset(), answer.shown().limit());
        answer.options().check(rows.count());
        return rows;
    }

    private Optional<JsonBuffer> readBehind(WrittenRows rows, Answer answer) {
        if (rows.count() == 0) {
            return noRows(answer.options());
        }
        var again = WrittenRenderer.rows(answer.table(), answer.returned(), rows.keys());
        var read = statements.readOnPrimary(
                again,
                found -> new RowWriter(again.layout())
                        .written(found, answer.shown().offset(), answer.shown().limit()));
        // Triggers may have deleted the one row that the client asked for.
        answer.options().check(read.count());
        return Optional.of(read.json());
    }

    private static Written written(WrittenRows rows, boolean created, Optional<JsonBuffer> json) {
        return Written.of(rows.count())
                .withCreated(rows.created() > 0 || (created && rows.count() > 0))
                .withJson(json)
                .withKey(rows.keys().size() == 1 ? Optional.of(rows.keys().getFirst()) : Optional.empty())
                .withVersion(rows.keys().size() == 1 ? rows.version() : Optional.empty());
    }

    private static Optional<JsonBuffer> noRows(WriteOptions options) {
        return options.returning() ? Optional.of(new JsonBuffer("[]".getBytes(UTF_8))) : Optional.empty();
    }
}
