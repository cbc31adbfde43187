package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values for documentation, made from the types and names of columns alone. */
public final class Examples {

    private static final Pattern PRECISION = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

    /** Names that tools take for something else than a member of an example. */
    private static final Set<String> MISTAKEN = Set.of("$ref", "__proto__");

    private Examples() {}

    /** A row of these columns. */
    static Map<String, Object> row(List<Column> columns) {
        var row = new LinkedHashMap<String, Object>();
        columns.stream()
                .filter(column -> !MISTAKEN.contains(column.name()))
                .forEach(column -> row.put(column.name(), value(column)));
        return row;
    }

    /** A row as a client would write it: without what the server fills in. */
    static Map<String, Object> newRow(List<Column> columns) {
        return row(columns.stream()
                .filter(column -> column.generation() == Generation.NONE)
                .filter(column -> column.defaultExpression().isEmpty())
                .toList());
    }

    /** The values of a key, as the path of an item writes them. */
    public static String key(List<Column> columns) {
        return columns.stream().map(column -> value(column).toString()).collect(Collectors.joining(","));
    }

    /** A filter that the column's type can answer. */
    static String filter(Column column) {
        var type = column.type();
        if (type.array()) {
            return "not.is.null";
        }
        return switch (type.base()) {
            case "bool" -> "is.true";
            case "json", "jsonb" -> "not.is.null";
            case "int2", "int4", "int8", "numeric", "float4", "float8" -> "gte." + value(column);
            case "date", "timestamp", "timestamptz" -> "gte." + value(column);
            default -> "eq." + value(column);
        };
    }

    private static Object value(Column column) {
        var type = column.type();
        var element = element(column.name(), type);
        return type.array() ? List.of(element) : element;
    }

    private static Object element(String name, ColumnType type) {
        return switch (type.kind()) {
            case ENUM -> type.labels().isEmpty() ? "" : type.labels().getFirst();
            case BASE -> base(name, type);
            case RANGE -> range(type);
            case MULTIRANGE -> "{}";
            case COMPOSITE -> Map.of();
        };
    }

    private static Object base(String name, ColumnType type) {
        return switch (type.base()) {
            case "bool" -> true;
            case "int2", "int4", "int8" -> 1;
            case "oid" -> "1";
            case "float4", "float8" -> 1.5;
            case "numeric" -> number(type.sql());
            case "date" -> "2024-01-31";
            case "timestamptz" -> "2024-01-31T12:00:00+00:00";
            case "timestamp" -> "2024-01-31T12:00:00";
            case "time" -> "12:00:00";
            case "timetz" -> "12:00:00+00";
            case "interval" -> "1 day";
            case "uuid" -> "6f1c2a0e-9d3b-4c58-8a47-2b0d5e7f9a13";
            case "json", "jsonb" -> Map.of("a", 1);
            case "bytea" -> "\\x686921";
            case "inet", "cidr" -> "192.0.2.0";
            default -> text(name, type.sql());
        };
    }

    private static String range(ColumnType type) {
        return switch (type.base()) {
            case "daterange" -> "[2024-01-01,2024-02-01)";
            case "tsrange", "tstzrange" -> "[\"2024-01-01 00:00:00\",\"2024-02-01 00:00:00\")";
            default -> "[1,10)";
        };
    }

    /** One and a half, with as many digits as the precision and scale leave room for. */
    private static BigDecimal number(String sql) {
        var precision = PRECISION.matcher(sql);
        if (!precision.find()) {
            return new BigDecimal("1.5");
        }
        var scale = precision.group(2) == null ? 0 : Integer.parseInt(precision.group(2));
        var value = Integer.parseInt(precision.group(1)) > scale ? "1.5" : "0";
        return new BigDecimal(value).setScale(Math.max(scale, 0), RoundingMode.DOWN);
    }

    private static String text(String name, String sql) {
        var text = name.contains("email") ? "ada@example.org" : name.contains("name") ? "Ada" : "text";
        var length = LENGTH.matcher(sql);
        return length.find() ? text.substring(0, Math.min(text.length(), Integer.parseInt(length.group(1)))) : text;
    }
}
