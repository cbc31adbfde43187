package dev.pgweir.resources;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.resources.answer.FailedBody;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.write.InsertRenderer;
import dev.pgweir.resources.sql.write.Insertion;
import dev.pgweir.resources.sql.write.LookRenderer;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Finds the place in a body that made its write fail: the row, by writes of ever fewer rows that are undone, and the column, as the
 * server names it, or by having it read ever fewer columns. Thread-safe.
 */
@Component
public class BodyBlame {

    /** Of any language, as in {@code Key (code)=(a) already exists}. */
    private static final Pattern KEY_OF_ONE_COLUMN = Pattern.compile("\\((\"(?:[^\"]|\"\")*\"|[^\",()]+)\\)=\\(");

    private final Statements statements;

    BodyBlame(Statements statements) {
        this.statements = statements;
    }

    /** What to throw where an insert has failed. */
    RuntimeException of(Insertion insertion, DataAccessException failure) {
        var body = insertion.body();
        if (!body.array()) {
            return of(insertion.table(), body, failure);
        }
        if (!Statements.speaksOfData(failure)) {
            return failure;
        }
        var rows = shortest(
                body.rows(), count -> statements.isRefused(InsertRenderer.insert(insertion.of(body.first(count)))));
        return rows == 0 ? failure : blamed(insertion.table(), body.first(rows), "/" + (rows - 1), failure);
    }

    /** What to throw where the write of one row has failed. */
    public RuntimeException of(Table table, RowBody row, DataAccessException failure) {
        if (!Statements.speaksOfData(failure)) {
            return failure;
        }
        var pointer = row.array() ? "/0" : "";
        var blamed = blamed(table, row, pointer, failure);
        return blamed.pointer().equals(pointer) && constraint(failure).isEmpty() ? failure : blamed;
    }

    /** @param body up to the row that is to blame */
    private FailedBody blamed(Table table, RowBody body, String row, DataAccessException failure) {
        var column = message(failure).flatMap(message -> named(table, message).or(() -> unreadable(body, message)));
        return new FailedBody(
                column.map(found -> Origin.Body.member(row, found.name()).pointer())
                        .orElse(row),
                failure);
    }

    /** What functions and triggers meet says nothing of this row. */
    private static Optional<Column> named(Table table, ServerErrorMessage message) {
        return message.getWhere() != null
                ? Optional.empty()
                : Optional.ofNullable(message.getColumn())
                        .or(() -> Optional.ofNullable(message.getDetail()).flatMap(BodyBlame::onlyColumn))
                        .flatMap(table::column);
    }

    private static Optional<String> onlyColumn(String detail) {
        return KEY_OF_ONE_COLUMN
                .matcher(detail)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .map(name -> name.startsWith("\"")
                        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                        : name);
    }

    /** The column whose value the server cannot read as one of its type. */
    private Optional<Column> unreadable(RowBody body, ServerErrorMessage message) {
        var ofValue = String.valueOf(message.getSQLState()).startsWith("22") || message.getDatatype() != null;
        var given = body.given();
        if (!ofValue || given.isEmpty()) {
            return Optional.empty();
        }
        var columns = shortest(
                given.size(), count -> statements.isRefused(LookRenderer.values(body.only(given.subList(0, count)))));
        return columns == 0 ? Optional.empty() : Optional.of(given.get(columns - 1));
    }

    /** How many there are in the shortest beginning that fails; 0 where even all of them pass. */
    private static int shortest(int all, IntPredicate fails) {
        if (!fails.test(all)) {
            return 0;
        }
        var passing = 0;
        var failing = all;
        while (failing - passing > 1) {
            var middle = (passing + failing) >>> 1;
            if (fails.test(middle)) {
                failing = middle;
            } else {
                passing = middle;
            }
        }
        return failing;
    }

    private static Optional<String> constraint(DataAccessException failure) {
        return message(failure).map(ServerErrorMessage::getConstraint);
    }

    private static Optional<ServerErrorMessage> message(DataAccessException failure) {
        return ServerFailure.in(failure).flatMap(ServerFailure::told);
    }
}
