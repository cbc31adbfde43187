package dev.pgweir.resources.item;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.ResourceWrites;
import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.item.Locator.Located;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.WriteQuery;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
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
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/** The way of a write of one row, named by its key, through the stages. Safe for use by many threads. */
@Component
public class ItemWrites {

    private final WriteParser parser;
    private final Statements statements;
    private final Locator locator;

    ItemWrites(WriteParser parser, Statements statements, Locator locator) {
        this.parser = parser;
        this.statements = statements;
        this.locator = locator;
    }

    /**
     * Changes columns of a row.
     *
     * @return empty where there is no row with this key
     * @throws InvalidRequest where key, body or parameters are not understood
     * @throws PreconditionFailed where the row is not as it must be
     * @throws PartitionMove where the partition key would change, and the client did not allow that
     */
    public Optional<Written> update(Request request, byte[] body) {
        var query = parser.item(request.table(), request.parameters());
        var row = ResourceWrites.singleRow(request.table(), query, body, request.options());
        var target = target(request);
        refuseWherePresent(request, target);
        var moving = request.options().moving();
        var kept = moving ? List.<Column>of() : ResourceWrites.partitionKey(request.table(), row.columns());
        var lost = moving ? List.<Column>of() : ResourceWrites.partitionKey(request.table(), row.leftOut());
        if (!lost.isEmpty()) {
            throw ResourceWrites.moved(request.table(), lost);
        }
        var written = write(ChangeRenderer.update(target, row, kept, returned(query, request)), request);
        return written.or(() -> absent(target, kept));
    }

    /**
     * Deletes a row.
     *
     * @return empty where there is no row with this key
     * @throws InvalidRequest where key or parameters are not understood
     * @throws PreconditionFailed where the row is not as it must be
     */
    public Optional<Written> delete(Request request) {
        var query = parser.item(request.table(), request.parameters());
        var target = target(request);
        refuseWherePresent(request, target);
        var statement = ChangeRenderer.delete(target, returned(query, request));
        var written = statement.layout().outputs().isEmpty()
                ? deleted(statements.execute(statement, request.options().rollback(), request.options()::check))
                : write(statement, request);
        return written.or(() -> absent(target, List.of()));
    }

    /**
     * Puts a row in place of the one with this key, or makes it.
     *
     * @throws InvalidRequest where key, body or parameters are not understood, or the body names another key
     * @throws PreconditionFailed where the row is not as it must be
     */
    public Written replace(Request request, byte[] body) {
        var query = parser.item(request.table(), request.parameters());
        var row = new BodyParser(request.table(), query.columns(), true).parse(body);
        if (row.array() && row.rows() != 1) {
            throw new InvalidRequest("malformed-body", new Origin.Body(""), "one row as a JSON object is wanted");
        }
        var target = target(request);
        var returned = returned(query, request);
        var statement = switch (request.precondition()) {
            case Precondition.None _ ->
                InsertRenderer.replace(target.table(), target.key(), row, Resolution.MERGE, returned);
            case Precondition.Absent _ ->
                InsertRenderer.replace(target.table(), target.key(), row, Resolution.IGNORE, returned);
            case Precondition.Present _, Precondition.HasVersion _ -> ChangeRenderer.overwrite(target, row, returned);
        };
        return write(statement, request).orElseThrow(() -> notReplaced(request, target));
    }

    private Optional<Written> write(Statement statement, Request request) {
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
        return Optional.of(new Written(
                1,
                writer.isNew(rows),
                options.returning() ? Optional.of(json) : Optional.empty(),
                Optional.empty(),
                writer.keys(rows).stream().findFirst().flatMap(version -> version)));
    }

    private static Optional<Written> deleted(long rows) {
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Written(rows, false, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** A row that is there was kept from the write by its version, or by what must not change. */
    private Optional<Written> absent(ItemTarget target, List<Column> kept) {
        if ((target.versions().isEmpty() && kept.isEmpty()) || !exists(target)) {
            return Optional.empty();
        }
        if (kept.isEmpty() || (target.versions().isPresent() && !hasVersion(target))) {
            throw new PreconditionFailed("the row has changed");
        }
        throw ResourceWrites.moved(target.table(), kept);
    }

    /** What must not be there cannot be changed. */
    private void refuseWherePresent(Request request, ItemTarget target) {
        if (request.precondition() instanceof Precondition.Absent && exists(target)) {
            throw new PreconditionFailed("the row is there");
        }
    }

    private RuntimeException notReplaced(Request request, ItemTarget target) {
        var exists = exists(target);
        return switch (request.precondition()) {
            case Precondition.Absent _ when exists -> new PreconditionFailed("the row is there already");
            case Precondition.Present _ when !exists -> new PreconditionFailed("there is no such row");
            case Precondition.HasVersion _
            when !exists || !hasVersion(target) ->
                new PreconditionFailed(exists ? "the row has changed" : "there is no such row");
            case Precondition.None _, Precondition.Absent _, Precondition.Present _, Precondition.HasVersion _ ->
                new InvalidRequest("key-mismatch", new Origin.Body(""), "the body names another key than the path");
        };
    }

    private boolean exists(ItemTarget target) {
        return version(target).isPresent();
    }

    private boolean hasVersion(ItemTarget target) {
        return version(target)
                .filter(target.versions().orElse(List.of())::contains)
                .isPresent();
    }

    /** Asked of the primary, where the write was. */
    private Optional<String> version(ItemTarget target) {
        var statement = SelectRenderer.item(target.table(), List.of(), target.key());
        return statements.write(
                statement,
                false,
                rows -> rows.next()
                        ? new RowWriter(statement.layout())
                                .keys(rows).stream().findFirst().orElse(Optional.of(""))
                        : Optional.empty());
    }

    private ItemTarget target(Request request) {
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
    private ItemKey key(Request request) {
        var table = request.table();
        var bareId = locator.bareId(table, request.key());
        if (bareId.isEmpty()) {
            return ItemKey.of(table, request.key());
        }
        var id = request.key().getFirst();
        return locator.remembered(table, id)
                .map(Located::key)
                .filter(key -> exists(new ItemTarget(table, key, Optional.empty())))
                .or(() -> locator.find(table, bareId.get(), id, this::onPrimary).map(Located::key))
                .orElseThrow(() -> new NoSuchItem(table.name(), request.key()));
    }

    private <T> T onPrimary(Statement statement, ResultSetExtractor<T> rows) {
        return statements.write(statement, false, rows);
    }

    private static List<Selected> returned(WriteQuery query, Request request) {
        return ResourceWrites.returned(request.table(), query, request.options());
    }

    /**
     * A write of one row.
     *
     * @param table where it is, or shall be
     * @param key the values of its primary key, in key order
     * @param parameters the query string
     * @param options how it shall be done
     * @param precondition how the row must be for it to be done
     */
    public record Request(
            Table table,
            List<String> key,
            List<Parameter> parameters,
            WriteOptions options,
            Precondition precondition) {}
}
