package dev.pgweir.openapi.schema;

import static dev.pgweir.testing.Answers.problem;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Asks each type of column with each operator, and compares what works with what the contract says does. */
@GatewayTest
class OperatorsIntegrationTests {

    /** Types, each with a value. */
    private static final Map<String, String> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("int4", "1"),
            Map.entry("int8", "1"),
            Map.entry("float8", "1.5"),
            Map.entry("numeric", "1.5"),
            Map.entry("bool", "true"),
            Map.entry("text", "a"),
            Map.entry("varchar", "a"),
            Map.entry("bpchar", "a"),
            Map.entry("bytea", "\\x00"),
            Map.entry("uuid", "6f1c2a0e-9d3b-4c58-8a47-2b0d5e7f9a13"),
            Map.entry("date", "2024-01-31"),
            Map.entry("timestamptz", "2024-01-31"),
            Map.entry("time", "12:00"),
            Map.entry("interval", "1 day"),
            Map.entry("json", "{}"),
            Map.entry("jsonb", "{}"),
            Map.entry("xml", "<a/>"),
            Map.entry("tsvector", "a"),
            Map.entry("inet", "192.0.2.1"),
            Map.entry("int4range", "[1,5)"),
            Map.entry("datemultirange", "{[2024-01-01,2024-02-01)}"),
            Map.entry("_text", "{a}"),
            Map.entry("_jsonb", "{1}"),
            Map.entry("_json", "{1}")));

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        var columns = VALUES.keySet().stream()
                .map(type -> "c_%s %s".formatted(type, type))
                .collect(Collectors.joining(", "));
        // A row, since the elements of arrays are compared only where there are some.
        var values = String.join("', '", VALUES.values());
        SharedSchema.change(
                gateway,
                "CREATE TABLE asked (%s)".formatted(columns),
                "INSERT INTO asked VALUES ('%s')".formatted(values),
                "GRANT ALL ON asked TO pgweir");
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE asked");
    }

    @Test
    void documentsTheOperatorsThatEachTypeHas(@Autowired Gateway gateway, @Autowired Catalogs catalogs) {
        var table =
                catalogs.current().flatMap(catalog -> catalog.table("asked")).orElseThrow();
        Map<String, Set<String>> working = new TreeMap<>();
        Map<String, Set<String>> documented = new TreeMap<>();
        for (var column : table.columns()) {
            var type = column.type();
            var value = requireNonNull(VALUES.get(column.name().substring("c_".length())));
            documented.put(type.sql(), new TreeSet<>(Operators.of(type)));
            working.put(
                    type.sql(),
                    words().filter(word -> works(gateway, column.name(), word, operand(word, value, type)))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }

        assertThat(documented).isEqualTo(working);
    }

    private static Stream<String> words() {
        return Stream.concat(
                Arrays.stream(Comparison.values()).map(Comparison::word),
                Stream.of("in", "is", "fts", "plfts", "phfts", "wfts"));
    }

    private static String operand(String operator, String value, ColumnType type) {
        return switch (operator) {
            case "is" -> "null";
            case "in" -> "(\"" + value.replace("\\", "\\\\") + "\")";
            case "fts", "plfts", "phfts", "wfts" -> "a";
            case "cd" -> type.array() || Operators.of(type).contains("cs") ? value : "(,)";
            default -> value;
        };
    }

    private static boolean works(Gateway gateway, String column, String operator, String operand) {
        var filter = URLEncoder.encode(operator + "." + operand, StandardCharsets.UTF_8);
        var answer = gateway.get("/asked?%s=%s".formatted(column, filter));
        if (answer.statusCode() == 400) {
            problem(answer, 400, "operator-not-applicable");
        }
        return answer.statusCode() == 200;
    }
}
