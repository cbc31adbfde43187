package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.ColumnType;
import java.util.List;
import java.util.stream.Stream;

/** The operators of the query language that a column can be filtered by: those PostgreSQL has for its type. */
final class Operators {

    private static final List<String> EQUALITY = List.of("eq", "neq", "in", "isdistinct");
    private static final List<String> ORDER = List.of("gt", "gte", "lt", "lte");
    private static final List<String> PATTERNS = List.of("like", "ilike", "match", "imatch");
    private static final List<String> FULL_TEXT = List.of("fts", "plfts", "phfts", "wfts");
    private static final List<String> CONTAINMENT = List.of("cs", "cd");
    private static final List<String> WITHIN = List.of("cd");
    private static final List<String> OVERLAP = List.of("ov");
    private static final List<String> OF_BYTES = List.of("like");
    private static final List<String> OF_NETWORKS = List.of("ov", "sl", "sr");
    private static final List<String> POSITION = List.of("sl", "sr", "nxr", "nxl", "adj");

    private Operators() {}

    /** Their words. */
    static List<String> of(ColumnType type) {
        return Stream.concat(Stream.of("is"), groups(type).flatMap(List::stream))
                .toList();
    }

    private static Stream<List<String>> groups(ColumnType type) {
        if (!type.array()) {
            return ofElements(type);
        }
        return ofElements(type).anyMatch(EQUALITY::equals)
                ? Stream.of(EQUALITY, ORDER, CONTAINMENT, OVERLAP)
                : Stream.empty();
    }

    private static Stream<List<String>> ofElements(ColumnType type) {
        return switch (type.kind()) {
            case RANGE, MULTIRANGE -> Stream.of(EQUALITY, ORDER, CONTAINMENT, OVERLAP, POSITION);
            case ENUM, COMPOSITE -> Stream.of(EQUALITY, ORDER);
            case BASE -> base(type);
        };
    }

    private static Stream<List<String>> base(ColumnType type) {
        return switch (type.base()) {
            case "json" -> Stream.of(FULL_TEXT);
            case "jsonb" -> Stream.of(EQUALITY, ORDER, FULL_TEXT, CONTAINMENT);
            case "text", "varchar", "bpchar", "name", "citext" -> Stream.of(EQUALITY, ORDER, PATTERNS, FULL_TEXT);
            case "tsvector" -> Stream.of(EQUALITY, ORDER, FULL_TEXT);
            case "int4", "int8", "numeric", "date", "timestamp", "timestamptz" -> Stream.of(EQUALITY, ORDER, WITHIN);
            case "inet", "cidr" -> Stream.of(EQUALITY, ORDER, OF_NETWORKS);
            case "bytea" -> Stream.of(EQUALITY, ORDER, OF_BYTES);
            case "xml", "point", "polygon", "line", "lseg", "box", "path", "circle" -> Stream.empty();
            default -> Stream.of(EQUALITY, ORDER);
        };
    }
}
