package dev.pgweir.resources.run;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.Bind;
import dev.pgweir.resources.statement.Statement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Runs statements. Where they run is decided below {@code @Transactional}: a read says so and goes to a replica, all else
 * goes to the primary. A read of one statement needs no BEGIN and COMMIT around it, so it joins a transaction if there is
 * one and starts none.
 */
@Component
public class Statements {

    private static final Pattern PARAMETER = Pattern.compile("parameter \\$(\\d+)");

    private final JdbcTemplate jdbc;

    Statements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Runs a query.
     *
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public <T> T read(Statement statement, ResultSetExtractor<T> rows) {
        return rows(statement, rows);
    }

    /**
     * Runs a write that answers with rows.
     *
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    @Transactional
    public <T> T write(Statement statement, ResultSetExtractor<T> rows) {
        return rows(statement, rows);
    }

    /**
     * Runs a write that answers with nothing but a count.
     *
     * @return how many rows were written
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    @Transactional
    public int write(Statement statement) {
        try {
            return jdbc.update(statement.text(), prepared -> bind(prepared, statement.binds()));
        } catch (DataAccessException e) {
            throw blame(statement, e).<RuntimeException>map(blamed -> blamed).orElse(e);
        }
    }

    private <T> T rows(Statement statement, ResultSetExtractor<T> rows) {
        try {
            var result = jdbc.query(statement.text(), prepared -> bind(prepared, statement.binds()), rows);
            if (result == null) {
                throw new IllegalStateException("the extractor made nothing of the rows");
            }
            return result;
        } catch (DataAccessException e) {
            throw blame(statement, e).<RuntimeException>map(blamed -> blamed).orElse(e);
        }
    }

    private static void bind(PreparedStatement prepared, List<Bind> binds) throws SQLException {
        for (var i = 0; i < binds.size(); i++) {
            prepared.setObject(i + 1, binds.get(i).value(), Types.OTHER);
        }
    }

    /** Where the server names a placeholder whose text it could not read, names what the client wrote there. */
    private static Optional<InvalidRequest> blame(Statement statement, DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof PSQLException cause
                ? Optional.ofNullable(cause.getServerErrorMessage())
                        .flatMap(message -> placeholder(message)
                                .map(number -> statement.binds().get(number - 1).origin())
                                .filter(origin -> !(origin instanceof Origin.Body))
                                .map(origin -> new InvalidRequest(
                                        "malformed-value", origin, String.valueOf(message.getMessage()))))
                : Optional.empty();
    }

    private static Optional<Integer> placeholder(ServerErrorMessage message) {
        return Optional.ofNullable(message.getWhere())
                .map(PARAMETER::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> Integer.valueOf(matcher.group(1)));
    }
}
