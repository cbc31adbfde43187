package dev.pgweir.resources.run;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.request.LoneReads;
import dev.pgweir.request.Work;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.resources.statement.Statement.Bind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PGobject;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/**
 * Runs reads of one statement. Such a read needs no BEGIN and COMMIT around it, so it joins a transaction if there is one and
 * starts none.
 */
@Component
public class Reads {

    private static final Pattern PARAMETER = Pattern.compile("parameter \\$(\\d+)");

    private final LoneReads reads;

    Reads(LoneReads reads) {
        this.reads = reads;
    }

    /**
     * Runs a query.
     *
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    public <T> T read(Statement statement, ResultSetExtractor<T> rows) {
        return read(statement, Work.READ, rows);
    }

    /**
     * Runs a query. Of one item a second node may be asked, too, where the first is slow: what is made of the rows must not depend
     * on how often that happens.
     *
     * @param work what it is for
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    public <T> T read(Statement statement, Work work, ResultSetExtractor<T> rows) {
        try {
            return reads.read(
                    new LoneReads.Query(RouteComment.before(statement.text()), work, statement.plain()),
                    prepared -> bind(prepared, statement.binds()),
                    rows);
        } catch (DataAccessException failure) {
            throw blamed(statement, failure);
        }
    }

    /** Why a statement failed: where the server points at a value that a client gave, that. */
    static RuntimeException blamed(Statement statement, DataAccessException failure) {
        var blamed = blame(statement, failure);
        return blamed.isPresent() ? blamed.get() : failure;
    }

    /**
     * The server infers a type for {@code unknown} just as it does for no type at all, but the driver does not: it would ask
     * for the type, and from then on wait for this statement's answer before it sends the one that travels behind it.
     */
    static void bind(PreparedStatement prepared, List<Bind> binds) throws SQLException {
        for (var i = 0; i < binds.size(); i++) {
            var value = new PGobject();
            value.setType("unknown");
            value.setValue(binds.get(i).value());
            prepared.setObject(i + 1, value, Types.OTHER);
        }
    }

    /** Where the server names a placeholder whose text it could not read, names what the client wrote there. */
    private static Optional<InvalidRequest> blame(Statement statement, DataAccessException failure) {
        return ServerFailure.in(failure)
                .flatMap(found -> found.told()
                        .flatMap(Reads::placeholder)
                        .map(number -> statement.binds().get(number - 1).origin())
                        .filter(origin -> !origin.equals(Origin.Body.WHOLE))
                        .map(origin ->
                                new InvalidRequest("malformed-value", origin, found.message(), found.exception())));
    }

    private static Optional<Integer> placeholder(ServerErrorMessage message) {
        return Optional.ofNullable(message.getWhere())
                .map(PARAMETER::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> Integer.valueOf(matcher.group(1)));
    }
}
