package dev.pgweir.resources.run;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.Statement;
import dev.pgweir.resources.statement.Statement.Bind;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * A statement whose binds stand in its text as quoted literals, because COPY takes no binds. A literal has no type of its
 * own, as a bind has none, so that the server reads both alike.
 *
 * @param text what to send
 * @param origins where each literal came from, by the position at which it begins, counted from 1 as the server does
 */
record InlinedStatement(String text, Map<Integer, Origin> origins) {

    /**
     * Quotes by the rules of the connection's session.
     *
     * @throws InvalidRequest where a value holds what no text of the server can
     */
    static InlinedStatement of(Statement statement, PGConnection connection) throws SQLException {
        var source = RouteComment.before(statement.text());
        var text = new StringBuilder(source.length() * 2);
        Map<Integer, Origin> origins = new HashMap<>();
        var binds = statement.binds().iterator();
        for (var i = 0; i < source.length(); i++) {
            var character = source.charAt(i);
            switch (character) {
                case '?' -> {
                    var bind = binds.next();
                    origins.put(text.codePointCount(0, text.length()) + 1, bind.origin());
                    text.append('\'').append(escaped(bind, connection)).append('\'');
                }
                // The renderer quotes identifiers and its own literals, which may hold question marks.
                case '"', '\'' -> {
                    var end = source.indexOf(character, i + 1);
                    text.append(source, i, end + 1);
                    i = end;
                }
                default -> text.append(character);
            }
        }
        return new InlinedStatement(text.toString(), Map.copyOf(origins));
    }

    /** Where the value came from that begins at this position, if one does. */
    Optional<Origin> originAt(int position) {
        return Optional.ofNullable(origins.get(position));
    }

    private static String escaped(Bind bind, PGConnection connection) throws SQLException {
        if (bind.value().indexOf('\0') >= 0) {
            throw new InvalidRequest(
                    "malformed-value", bind.origin(), "no text of PostgreSQL's can hold the character U+0000");
        }
        return connection.escapeLiteral(bind.value());
    }
}
