package dev.pgweir.resources.run;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.request.NotRepeatable;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.statement.Import;
import dev.pgweir.resources.statement.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs COPY between the server and a client, at the pace of the slower. The connection is held meanwhile. */
@Component
public class Copies {

    private static final Logger log = LoggerFactory.getLogger(Copies.class);
    private static final int CHUNK = 64 * 1024;

    private final JdbcTemplate jdbc;
    private final StreamMeters meters;

    /**
     * Turns rows as COPY sends them into what the client gets.
     *
     * @param header writes what comes before all rows
     * @param row writes a row, whose bytes it may overwrite
     */
    public record RowEncoder(Consumer<JsonBuffer> header, BiConsumer<byte[], JsonBuffer> row) {}

    /**
     * What was taken.
     *
     * @param rows how many rows were written
     * @param json the rows as a JSON array, where they are to be answered
     */
    public record Taken(long rows, Optional<JsonBuffer> json) {}

    Copies(JdbcTemplate jdbc, StreamMeters meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /**
     * Sends all rows of a COPY TO STDOUT to a client.
     *
     * @param resource whose rows they are
     * @throws InvalidRequest where the server cannot read a value that the client gave
     * @throws StreamBroken where the server fails after the first rows were sent
     * @throws UncheckedIOException where the client takes no more
     */
    @Transactional(readOnly = true)
    public void send(String resource, Statement statement, RowEncoder encoder, OutputStream out) {
        var stream = meters.of(new StreamMeters.Stream("export", resource));
        try (var progress = new StreamProgress("the export of " + resource, stream)) {
            send(statement, encoder, out, progress);
            progress.end("is complete");
        }
    }

    private void send(Statement statement, RowEncoder encoder, OutputStream out, StreamProgress progress) {
        var rows = new OutgoingRows(encoder, out, progress);
        // COPY by itself would have the driver begin a transaction that may write.
        jdbc.execute("SET TRANSACTION READ ONLY");
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            send(connection.unwrap(PGConnection.class), statement, rows);
            return true;
        });
    }

    /**
     * Takes all rows that a client sends, or none.
     *
     * @param resource whose rows they are
     * @param rows in the format that the COPY reads
     * @param rollback whether to undo it
     * @param check sees the count before anything is committed, and may refuse it by an exception
     * @return how many rows were written, and themselves where the statements answer them
     * @throws UncheckedIOException where the client sends no more before the end
     */
    @Transactional
    @NotRepeatable
    public Taken take(String resource, Import statements, InputStream rows, boolean rollback, LongConsumer check) {
        Statements.undo(rollback);
        var stream = meters.of(new StreamMeters.Stream("import", resource));
        try (var progress = new StreamProgress("the import into " + resource, stream)) {
            var written = take(statements, rows, progress);
            check.accept(written.rows());
            if (rollback) {
                jdbc.execute(Statements.CHECK_DEFERRED);
            }
            stream.advance(rollback ? 0 : written.rows(), 0);
            progress.end("has written %d rows".formatted(written.rows()));
            return written;
        }
    }

    private Taken take(Import statements, InputStream rows, StreamProgress progress) {
        statements.before().map(RouteComment::before).ifPresent(jdbc::execute);
        var copied = jdbc.execute((ConnectionCallback<Long>) connection -> {
            var server = connection.unwrap(PGConnection.class);
            return take(server.getCopyAPI().copyIn(RouteComment.before(statements.copy())), rows, progress);
        });
        return statements.after().map(this::bring).orElse(new Taken(copied, Optional.empty()));
    }

    private Taken bring(Statement statement) {
        if (statement.layout().outputs().isEmpty()) {
            return new Taken(
                    jdbc.update(
                            RouteComment.before(statement.text()), prepared -> Reads.bind(prepared, statement.binds())),
                    Optional.empty());
        }
        ResultSetExtractor<Taken> answered = rows -> {
            var page = new RowWriter(statement.layout()).page(rows, Integer.MAX_VALUE);
            return new Taken(page.count(), Optional.of(page.json()));
        };
        return Objects.requireNonNull(
                jdbc.query(
                        RouteComment.before(statement.text()),
                        prepared -> Reads.bind(prepared, statement.binds()),
                        answered),
                "nothing was made of the rows");
    }

    private static long take(CopyIn copy, InputStream rows, StreamProgress progress) throws SQLException {
        var chunk = new byte[CHUNK];
        try {
            for (var read = rows.read(chunk); read >= 0; read = rows.read(chunk)) {
                copy.writeToCopy(chunk, 0, read);
                progress.advance(0, read);
            }
            return copy.endCopy();
        } catch (IOException clientLeft) {
            throw new UncheckedIOException(clientLeft);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(PGConnection server, Statement statement, OutgoingRows rows) throws SQLException {
        var inlined = InlinedStatement.of(statement, server);
        log.debug("{}", inlined.text());
        try {
            pump(server, server.getCopyAPI().copyOut(inlined.text()), rows);
        } catch (SQLException failure) {
            if (rows.begun()) {
                throw new StreamBroken(failure);
            }
            var blamed = blame(inlined, failure);
            if (blamed.isPresent()) {
                throw blamed.get();
            }
            throw failure;
        }
    }

    private static void pump(PGConnection server, CopyOut copy, OutgoingRows rows) throws SQLException {
        try {
            for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                rows.add(row);
            }
        } catch (UncheckedIOException clientLeft) {
            cancel(server, copy);
            throw clientLeft;
        }
        rows.send();
    }

    /**
     * Ends a COPY before its end. The driver's own cancelCopy would leave the rows under way to the next statement. The
     * signal has reached the server when the driver returns, so that it cannot hit that statement either.
     */
    private static void cancel(PGConnection server, CopyOut copy) throws SQLException {
        server.cancelQuery();
        try {
            while (copy.readFromCopy() != null) {
                // under way when the server was told
            }
        } catch (SQLException cancelled) {
            log.debug("an export ended before its end", cancelled);
        }
    }

    /** Where the server points at a value in the text, names what the client wrote there. */
    private static Optional<InvalidRequest> blame(InlinedStatement inlined, SQLException failure) {
        var found = ServerFailure.of(failure);
        return found.told()
                .flatMap(message -> inlined.originAt(message.getPosition()))
                .map(origin -> new InvalidRequest("malformed-value", origin, found.message(), failure));
    }
}
