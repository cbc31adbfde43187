package dev.pgweir.resources.parse;

import static java.util.Map.entry;

import dev.pgweir.catalog.ColumnType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The server's own types that a value may be cast to, by the names SQL has for them. */
final class CastTypes {

    private static final Map<String, String> BASES = Map.ofEntries(
            entry("smallint", "int2"),
            entry("int2", "int2"),
            entry("integer", "int4"),
            entry("int", "int4"),
            entry("int4", "int4"),
            entry("bigint", "int8"),
            entry("int8", "int8"),
            entry("numeric", "numeric"),
            entry("decimal", "numeric"),
            entry("real", "float4"),
            entry("float4", "float4"),
            entry("double precision", "float8"),
            entry("float8", "float8"),
            entry("boolean", "bool"),
            entry("bool", "bool"),
            entry("text", "text"),
            entry("varchar", "varchar"),
            entry("character varying", "varchar"),
            entry("date", "date"),
            entry("time", "time"),
            entry("timetz", "timetz"),
            entry("timestamp", "timestamp"),
            entry("timestamptz", "timestamptz"),
            entry("interval", "interval"),
            entry("uuid", "uuid"),
            entry("bytea", "bytea"),
            entry("json", "json"),
            entry("jsonb", "jsonb"),
            entry("inet", "inet"),
            entry("cidr", "cidr"),
            entry("xml", "xml"));

    private static final String ARRAY = "[]";
    private static final String ARRAY_OF = "_";

    private CastTypes() {}

    /** The type of that name, or the array of it where the name ends in brackets, or begins with the server's underscore. */
    static Optional<ColumnType> named(String name) {
        var plain = name.strip();
        var array = plain.endsWith(ARRAY) || plain.startsWith(ARRAY_OF);
        var element = plain.startsWith(ARRAY_OF) ? plain.substring(ARRAY_OF.length()) : plain.replace(ARRAY, "");
        return Optional.ofNullable(BASES.get(element.toLowerCase(Locale.ROOT)))
                .map(base -> new ColumnType(array ? base + ARRAY : base, base, array, ColumnType.Kind.BASE, List.of()));
    }
}
