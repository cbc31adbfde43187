package dev.pgweir.testing;

import static java.util.stream.Collectors.joining;

import dev.pgweir.resources.statement.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plans of the gateway's statements, made by the server as for the gateway. */
public final class Explained {

    private Explained() {}

    /** What EXPLAIN shows of a statement with its values, as one text. */
    public static String plan(JdbcTemplate jdbc, Statement statement) {
        var number = new AtomicInteger();
        var text = Pattern.compile("\\?")
                .matcher(statement.text())
                .replaceAll((MatchResult found) -> "\\$" + number.incrementAndGet());
        var values = statement.binds().stream()
                .map(bind -> "'" + bind.value().replace("'", "''") + "'")
                .collect(joining(", "));
        jdbc.execute("PREPARE request AS " + text);
        var plan = String.join(
                "\n", jdbc.queryForList("EXPLAIN (COSTS OFF) EXECUTE request(%s)".formatted(values), String.class));
        jdbc.execute("DEALLOCATE request");
        return plan;
    }
}
