package dev.pgweir.resources.item;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.BodyBlame;
import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.RowSkipped;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.item.Locator.Located;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.WriteQuery;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.write.ChangeRenderer;
import dev.pgweir.resources.sql.write.ChangeRenderer.ItemTarget;
import dev.pgweir.resources.sql.write.InsertRenderer;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/** The way of a write of one row, named by its key, through the stages. Safe for use by many threads. */
@Component
public class ItemWrites {

    private final WriteParser parser;
    private final Statements statements;
    private final Locator locator;
    private final BodyBlame blame;

    ItemWrites(WriteParser parser, Statements statements, Locator locator, BodyBlame blame) {
        this.parser = parser;
        this.statements = statements;
        this.locator = locator;
        this.blame = blame;
    }

    /**
     * Changes columns of a row.
     *
     * @return empty where there is no row with this key
     * @throws InvalidRequest where key, body or parameters are not understood
     * @throws PreconditionFailed where the row is not as it must be
     * @throws RowSkipped where the database leaves it as it is
     * @throws PartitionMove where the partition key would change, and the client did not allow that
     */
    public Optional<Written> update(ItemWrite request, byte[] body) {
        var table = request.table();
        var options = request.options();
        var query = parser.item(table, request.parameters());
        var row = BodyParser.ofOneRow(table, query.columns(), options.missingDefault())
                .parse(body)
                .requireChange();
        var target = target(request);
        refuseWherePresent(request, target);
        var lost = options.moving() ? List.<Column>of() : table.partitionKeyAmong(row.leftOut());
        if (!lost.isEmpty()) {
            throw PartitionMove.of(table, lost);
        }
        var kept = kept(table, row, options);
        var untouched = new Untouched(statements, request, target, row, kept, returned(query, request));
        var change = ChangeRenderer.update(target, row, kept, untouched.returned());
        try {
            return statements.together(
                    options.rollback(), () -> write(change, request).or(untouched::changed));
        } catch (DataAccessException e) {
            throw blame.of(table, row, e);
        }
    }

    /** What must stay as it is: what the server alone fills, and the partition, unless the row may move. */
    private static List<Column> kept(Table table, RowBody row, WriteOptions options) {
        var key = table.partitionKeyAmong(row.columns());
        return Stream.concat(row.kept().stream(), options.moving() ? Stream.of() : key.stream())
                .toList();
    }

    /**
     * Deletes a row.
     *
     * @return empty where there is no row with this key
     * @throws InvalidRequest where key or parameters are not understood
     * @throws PreconditionFailed where the row is not as it must be
     * @throws RowSkipped where the database leaves it as it is
     */
    public Optional<Written> delete(ItemWrite request) {
        var query = parser.item(request.table(), request.parameters());
        var target = target(request);
        refuseWherePresent(request, target);
        var untouched = new Untouched(statements, request, target, RowBody.EMPTY, List.of(), returned(query, request));
        var change = ChangeRenderer.delete(target, untouched.returned());
        var options = request.options();
        return statements.together(options.rollback(), () -> {
            var written = change.layout().outputs().isEmpty()
                    ? deleted(statements.execute(change, options.rollback(), options::check))
                    : write(change, request);
            return written.or(untouched::changed);
        });
    }

    /**
     * Puts a row in place of the one with this key, or makes it.
     *
     * @throws InvalidRequest where key, body or parameters are not understood, or the body names another key
     * @throws PreconditionFailed where the row is not as it must be
     * @throws RowSkipped where the database leaves it as it is, or makes none
     */
    public Written replace(ItemWrite request, byte[] body) {
        var query = parser.item(request.table(), request.parameters());
        var row = BodyParser.ofOneRow(request.table(), query.columns(), true)
                .parse(body)
                .requireOne();
        var target = target(request);
        var kept = row.kept().stream()
                .filter(column -> !target.key().columns().contains(column))
                .toList();
        var untouched = new Untouched(statements, request, target, row, kept, returned(query, request));
        var replacement = replacement(untouched);
        try {
            return statements.together(request.options().rollback(), () -> replace(replacement, untouched));
        } catch (DataAccessException e) {
            throw blame.of(request.table(), row, e);
        }
    }

    private Written replace(Statement replacement, Untouched untouched) {
        var written = write(replacement, untouched.request()).orElseGet(untouched::replaced);
        if (written.created() && !untouched.kept().isEmpty()) {
            untouched.requireKept();
        }
        return written;
    }

    private static Statement replacement(Untouched write) {
        var target = write.target();
        return switch (write.request().precondition()) {
            case Precondition.None _ ->
                InsertRenderer.replace(target, write.row(), Resolution.MERGE, write.kept(), write.returned());
            case Precondition.Absent _ ->
                InsertRenderer.replace(target, write.row(), Resolution.IGNORE, write.kept(), write.returned());
            case Precondition.Present _, Precondition.HasVersion _ ->
                ChangeRenderer.overwrite(target, write.row(), write.kept(), write.returned());
        };
    }

    private Optional<Written> write(Statement statement, ItemWrite request) {
        var options = request.options();
        return statements.write(statement, options.rollback(), rows -> written(statement.layout(), options, rows));
    }

    private static Optional<Written> written(RowLayout layout, WriteOptions options, ResultSet rows)
            throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        options.check(1);
        var writer = new RowWriter(layout);
        var json = new JsonBuffer();
        writer.object(rows, json);
        return Optional.of(Written.of(1)
                .withCreated(writer.isNew(rows))
                .withJson(options.returning() ? Optional.of(json) : Optional.empty())
                .withVersion(writer.version(rows)));
    }

    private static Optional<Written> deleted(long rows) {
        return rows == 0 ? Optional.empty() : Optional.of(Written.of(rows));
    }

    /** What must not be there cannot be changed. */
    private void refuseWherePresent(ItemWrite request, ItemTarget target) {
        if (request.precondition() instanceof Precondition.Absent && exists(target)) {
            throw new PreconditionFailed("the row is there");
        }
    }

    /** Asked of the primary, where the write is. */
    private boolean exists(ItemTarget target) {
        var statement = SelectRenderer.item(target.table(), List.of(), target.key());
        return statements.write(statement, false, ResultSet::next);
    }

    private ItemTarget target(ItemWrite request) {
        if (request.precondition() instanceof Precondition.HasVersion
                && !request.table().hasVersions()) {
            throw new PreconditionFailed("rows of %s have no version that the gateway may read"
                    .formatted(request.table().name()));
        }
        var versions = request.precondition() instanceof Precondition.HasVersion(var wanted)
                ? Optional.of(wanted)
                : Optional.<List<String>>empty();
        return new ItemTarget(request.table(), key(request), versions);
    }

    /** A write of a row that is named by its id alone goes to where the primary has it. */
    private ItemKey key(ItemWrite request) {
        var table = request.table();
        var values = ItemAddress.values(table, request.key());
        var bareId = locator.bareId(table, values);
        if (bareId.isEmpty()) {
            return ItemKey.of(table, values);
        }
        var id = values.getFirst();
        return locator.remembered(table, id)
                .map(Located::key)
                .filter(key -> exists(new ItemTarget(table, key, Optional.empty())))
                .or(() -> locator.find(table, bareId.get(), id, this::onPrimary).map(Located::key))
                .orElseThrow(() -> new NoSuchItem(table.name(), request.key()));
    }

    private <T> T onPrimary(Statement statement, ResultSetExtractor<T> rows) {
        return statements.write(statement, false, rows);
    }

    private static List<Selected> returned(WriteQuery query, ItemWrite request) {
        return query.answered(request.table(), request.options());
    }
}
