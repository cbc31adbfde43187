package dev.pgweir.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The steps of a client's session, as it printed them: what it was answered, and the same in SQL. The statements run one
 * after the other and must give what the client got; those that it got no rows for are just run.
 */
final class Steps {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Steps() {}

    static void compare(List<String> lines, Connection connection) throws SQLException {
        assertThat(lines).isNotEmpty();
        for (var line : lines) {
            var step = JSON.readTree(line);
            var sql = step.path("sql").asString();
            if (step.path("rows").isNull()) {
                execute(connection, sql);
            } else {
                var expected = rows(connection, sql);
                assertThat(step.path("rows").values())
                        .as(sql)
                        .usingElementComparator(Steps::compare)
                        .containsExactlyElementsOf(expected.values());
            }
        }
    }

    /** The rows of a statement, as JSON. */
    static JsonNode rows(Connection connection, String sql) throws SQLException {
        var asJson = "WITH answer AS (%s) SELECT coalesce(json_agg(answer), '[]') FROM answer".formatted(sql);
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(asJson)) {
            result.next();
            return JSON.readTree(Objects.requireNonNull(result.getString(1)));
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** JavaScript drops the zeros at the end of a number. */
    private static int compare(JsonNode one, JsonNode other) {
        return one.equals(
                        (a, b) -> a.isNumber() && b.isNumber() ? number(a).compareTo(number(b)) : a.equals(b) ? 0 : 1,
                        other)
                ? 0
                : 1;
    }

    private static BigDecimal number(JsonNode node) {
        return new BigDecimal(node.asString());
    }
}
