package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Table;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.regex.Pattern;

/** What the values of a column look like in JSON. */
final class ColumnSchema {

    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

    private ColumnSchema() {}

    static JsonSchema of(Table table, Column column) {
        var schema = of(column.type());
        schema.setDescription(
                ColumnNotes.of(table, column, "`%s`".formatted(column.type().sql()) + note(column.type())));
        return column.nullable() ? nullable(schema) : schema;
    }

    static JsonSchema of(ColumnType type) {
        return type.array() ? JsonTypes.arrayOf(nullable(element(type))) : element(type);
    }

    private static JsonSchema element(ColumnType type) {
        return switch (type.kind()) {
            case ENUM -> type.labels().isEmpty() ? JsonTypes.of("string") : enumeration(type);
            case BASE -> base(type);
            case COMPOSITE -> JsonTypes.of("object");
            case RANGE, MULTIRANGE -> JsonTypes.of("string");
        };
    }

    private static JsonSchema base(ColumnType type) {
        return switch (type.base()) {
            case "bool" -> JsonTypes.of("boolean");
            case "int2", "int4" -> JsonTypes.of("integer", "int32");
            case "int8" -> JsonTypes.of("integer", "int64");
            case "numeric" -> JsonTypes.of("number");
            case "float4" -> JsonTypes.of("number", "float");
            case "float8" -> JsonTypes.of("number", "double");
            case "date" -> JsonTypes.of("string", "date");
            case "timestamptz" -> JsonTypes.of("string", "date-time");
            case "uuid" -> JsonTypes.of("string", "uuid");
            case "json", "jsonb" -> new JsonSchema();
            case "bytea" -> matching("^\\\\x([0-9a-f]{2})*$");
            case "varchar", "bpchar" -> limited(type.sql());
            default -> JsonTypes.of("string");
        };
    }

    private static JsonSchema enumeration(ColumnType type) {
        var schema = JsonTypes.of("string");
        type.labels().forEach(schema::addEnumItemObject);
        return schema;
    }

    private static JsonSchema matching(String pattern) {
        var schema = JsonTypes.of("string");
        schema.setPattern(pattern);
        return schema;
    }

    private static JsonSchema limited(String sql) {
        var schema = JsonTypes.of("string");
        var length = LENGTH.matcher(sql);
        if (length.find()) {
            schema.setMaxLength(Integer.valueOf(length.group(1)));
        }
        return schema;
    }

    /** A schema that names no type, as json's does not, allows null already. */
    private static JsonSchema nullable(JsonSchema schema) {
        if (schema.getTypes() != null) {
            schema.addType("null");
        }
        if (schema.getEnum() != null) {
            schema.addEnumItemObject(null);
        }
        return schema;
    }

    /** The values that PostgreSQL's type has and JSON's has not, and the forms that have no name in JSON Schema. */
    private static String note(ColumnType type) {
        return switch (type.base()) {
            case "numeric", "float4", "float8" -> "; `NaN` and infinities come as strings";
            case "date", "timestamptz" -> "; may be `infinity` or `-infinity`";
            case "timestamp" -> ", such as `2024-01-31T12:00:00`, without an offset; may be `infinity` or `-infinity`";
            case "bytea" -> ", in hexadecimal";
            default -> "";
        };
    }
}
