package dev.pgweir.openapi;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.openapi.schema.Operators;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        SharedSchema.change(gateway, "CREATE TABLE asked (%s)".formatted(columns), "GRANT ALL ON asked TO pgweir");
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE asked");
    }

    @Test
    void documentsTheOperatorsThatEachTypeHas(@Autowired Gateway gateway, @Autowired Catalogs catalogs) {
        var table =
                catalogs.current().flatMap(catalog -> catalog.table("asked")).orElseThrow();
        for (var column : table.columns()) {
            var value = VALUES.get(column.name().substring("c_".length()));
            List<String> working = new ArrayList<>();
            for (var operator : words()) {
                if (works(gateway, column.name(), operator, operand(operator, value, column.type()))) {
                    working.add(operator);
                }
            }
            assertThat(Operators.of(column.type()))
                    .as(column.type().sql())
                    .containsExactlyInAnyOrderElementsOf(working);
        }
    }

    private static List<String> words() {
        return Stream.concat(
                        Arrays.stream(Comparison.values()).map(Comparison::word),
                        Stream.of("in", "is", "fts", "plfts", "phfts", "wfts"))
                .toList();
    }

    private static String operand(String operator, String value, ColumnType type) {
        return switch (operator) {
            case "is" -> "null";
            case "in" -> "(\"" + value.replace("\\", "\\\\") + "\")";
            case "fts", "plfts", "phfts", "wfts" -> "a";
            case "cd" -> Operators.of(type).contains("cs") ? value : "(,)";
            default -> value;
        };
    }

    private static boolean works(Gateway gateway, String column, String operator, String operand) {
        var filter = URLEncoder.encode(operator + "." + operand, StandardCharsets.UTF_8);
        var answer = gateway.get("/asked?%s=%s".formatted(column, filter));
        if (answer.statusCode() == 400) {
            assertThat(json(answer).path("code").asString()).as(answer.body()).isEqualTo("operator-not-applicable");
        }
        return answer.statusCode() == 200;
    }
}
