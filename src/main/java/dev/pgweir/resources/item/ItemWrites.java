package dev.pgweir.resources.item;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.BodyBlame;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.RowSkipped;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.body.BodyParser;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.WriteParser;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.PlainStatements;
import dev.pgweir.resources.sql.write.ChangeRenderer;
import dev.pgweir.resources.sql.write.InsertRenderer;
import dev.pgweir.resources.sql.write.LookRenderer;
import dev.pgweir.resources.sql.write.LookRenderer.Look;
import dev.pgweir.resources.sql.write.Returned;
import dev.pgweir.resources.sql.write.RowWrite;
import dev.pgweir.resources.sql.write.WrittenRenderer;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The way of a write of one row, named by its key, through the stages. Thread-safe. */
@Component
public class ItemWrites {

    private final WriteParser parser;
    private final Statements statements;
    private final WriteTargets targets;
    private final BodyBlame blame;

    ItemWrites(WriteParser parser, Statements statements, WriteTargets targets, BodyBlame blame) {
        this.parser = parser;
        this.statements = statements;
        this.targets = targets;
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
        var target = targets.ofChange(request);
        var lost = options.moving() ? List.<Column>of() : table.partitionKeyAmong(row.leftOut());
        if (!lost.isEmpty()) {
            throw PartitionMove.of(table, lost);
        }
        var write = RowWrite.change(target, row, options.moving(), Returned.asWritten(table, query, options));
        var change = ChangeRenderer.update(write);
        try {
            return statements.together(
                    PlainStatements.contain(table, query),
                    options.rollback(),
                    () -> run(change, write, options).or(() -> unchanged(request, write)));
        } catch (DataAccessException e) {
            throw blame.of(table, row, e);
        }
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
        var options = request.options();
        var query = parser.item(request.table(), request.parameters());
        var target = targets.ofChange(request);
        var write = RowWrite.deletion(target, Returned.byWrite(request.table(), query, options));
        var deletion = ChangeRenderer.delete(write);
        return statements.together(
                PlainStatements.contain(request.table(), query),
                options.rollback(),
                () -> delete(deletion, write, options).or(() -> unchanged(request, write)));
    }

    private Optional<Written> delete(Statement deletion, RowWrite write, WriteOptions options) {
        if (!deletion.layout().outputs().isEmpty()) {
            return run(deletion, write, options);
        }
        var rows = statements.execute(deletion, options.rollback(), options::check);
        return rows == 0 ? Optional.empty() : Optional.of(Written.of(rows));
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
        var target = targets.of(request);
        var write = RowWrite.replacement(target, row, Returned.asWritten(request.table(), query, request.options()));
        try {
            return statements.together(
                    PlainStatements.contain(request.table(), query),
                    request.options().rollback(),
                    () -> replace(request, write));
        } catch (DataAccessException e) {
            throw blame.of(request.table(), row, e);
        }
    }

    private Written replace(ItemWrite request, RowWrite write) {
        var written =
                run(replacement(request, write), write, request.options()).orElseGet(() -> unreplaced(request, write));
        if (written.created() && !write.kept().isEmpty()) {
            var others = look(request, write).others();
            if (!others.isEmpty()) {
                throw WriteRefusal.ofValues(write, others);
            }
        }
        return written;
    }

    private static Statement replacement(ItemWrite request, RowWrite write) {
        return switch (request.precondition()) {
            case Precondition.None _ -> InsertRenderer.replace(write, Resolution.MERGE);
            case Precondition.Absent _ -> InsertRenderer.replace(write, Resolution.IGNORE);
            case Precondition.Present _, Precondition.HasVersion _ -> ChangeRenderer.overwrite(write);
        };
    }

    private Optional<Written> run(Statement statement, RowWrite write, WriteOptions options) {
        var written = statements.write(statement, options.rollback(), rows -> {
            if (!rows.next()) {
                return Optional.<Written>empty();
            }
            options.check(1);
            return Optional.of(written(statement.layout(), options, rows));
        });
        return write.returned().isReadBehind() ? written.map(row -> readBehind(write, row)) : written;
    }

    /** A row that triggers have deleted again is answered as nothing. */
    private Written readBehind(RowWrite write, Written row) {
        var keys = List.of(row.key().orElseThrow());
        var again = WrittenRenderer.rows(write.target().table(), write.returned(), keys);
        return row.withJson(statements.readOnPrimary(again, rows -> {
            if (!rows.next()) {
                return Optional.empty();
            }
            var json = new JsonBuffer();
            new RowWriter(again.layout()).object(rows, json);
            return Optional.of(json);
        }));
    }

    private static Written written(RowLayout layout, WriteOptions options, ResultSet row) throws SQLException {
        var writer = new RowWriter(layout);
        var json = new JsonBuffer();
        writer.object(row, json);
        return Written.of(1)
                .withCreated(writer.isNew(row))
                .withJson(options.returning() ? Optional.of(json) : Optional.empty())
                .withKey(Optional.of(writer.primaryKey(row)).filter(key -> !key.isEmpty()))
                .withVersion(writer.version(row));
    }

    /**
     * What became of a row that no statement has changed or deleted.
     *
     * @return empty where there is none
     */
    private Optional<Written> unchanged(ItemWrite request, RowWrite write) {
        var row = look(request, write);
        if (row.present() && row.written().isEmpty()) {
            throw WriteRefusal.of(write, request.precondition(), row);
        }
        return row.written();
    }

    /** What became of a row that no statement has replaced or made. */
    private Written unreplaced(ItemWrite request, RowWrite write) {
        var row = look(request, write);
        return row.written().orElseThrow(() -> WriteRefusal.of(write, request.precondition(), row));
    }

    private CurrentRow look(ItemWrite request, RowWrite write) {
        var look = LookRenderer.row(write);
        return statements.readOnPrimary(look.statement(), rows -> {
            rows.next();
            var written = rows.getBoolean(look.ownWrite())
                    ? Optional.of(written(look.statement().layout(), request.options(), rows))
                    : Optional.<Written>empty();
            return currentRow(look, write, written, rows);
        });
    }

    private static CurrentRow currentRow(Look look, RowWrite write, Optional<Written> written, ResultSet row)
            throws SQLException {
        var present = row.getBoolean(look.present());
        List<Column> others = new ArrayList<>();
        for (var i = 0; present && i < look.kept().size(); i++) {
            if (!row.getBoolean(look.kept().get(i))) {
                others.add(write.kept().get(i));
            }
        }
        var version = new RowWriter(look.statement().layout()).version(row);
        return new CurrentRow(present, version, written, others, row.getBoolean(look.sameKey()));
    }
}
