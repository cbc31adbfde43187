package dev.pgweir.resources.statement;

import dev.pgweir.catalog.ColumnType;

/**
 * The form in which the server hands over a value: as its plain text where the gateway can make JSON of that by copying,
 * else as the JSON that {@code to_json} makes.
 */
public enum ValueForm {
    /** Digits, or a word such as NaN. */
    NUMBER,
    /** t or f. */
    BOOLEAN,
    /** Text in which nothing needs escaping. */
    PLAIN,
    /** Any text. */
    TEXT,
    /** JSON already. */
    JSON,
    /** JSON, by a call of to_json. */
    TO_JSON;

    /** The form for values of this type. */
    public static ValueForm of(ColumnType type) {
        if (type.array()) {
            return TO_JSON;
        }
        if (type.kind() == ColumnType.Kind.ENUM) {
            return TEXT;
        }
        return switch (type.base()) {
            case "int2", "int4", "int8", "numeric", "float4", "float8" -> NUMBER;
            case "bool" -> BOOLEAN;
            case "date", "uuid", "oid" -> PLAIN;
            case "text", "varchar", "bpchar", "name" -> TEXT;
            case "json", "jsonb" -> JSON;
            default -> TO_JSON;
        };
    }

    /** Whether the text the gateway receives is the value's own text form, fit for a keyset. */
    public boolean isOwnText() {
        return this != TO_JSON;
    }
}
