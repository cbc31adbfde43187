package dev.pgweir.resources;

import static java.util.stream.Collectors.joining;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.util.List;
import java.util.stream.IntStream;

/** A table with a column of each type, rows of their odd values, and a row of nulls. */
final class TypesTable {

    /**
     * A column.
     *
     * @param name its name
     * @param type its type
     * @param values literals, one a row, from the first again where there are too few
     */
    record TypedColumn(String name, String type, List<String> values) {}

    static final int ROWS = 6;

    static final List<TypedColumn> COLUMNS = List.of(
            column("int2", "'-32768'", "32767"),
            column("int4", "'-2147483648'", "0"),
            column("int8", "'-9223372036854775808'", "9223372036854775807"),
            column(
                    "numeric",
                    "12345678901234567890.12345678901234567890",
                    "1.500",
                    "1e-20",
                    "'NaN'",
                    "'-Infinity'",
                    "-0.0"),
            new TypedColumn("amount", "numeric(12,2)", List.of("0", "9999999999.99", "-0.01")),
            column("float4", "0.1", "3.4028235e38", "'NaN'", "'Infinity'", "1e-45", "'-0'"),
            column("float8", "0.1", "1.7976931348623157e308", "'NaN'", "'-Infinity'", "1e21", "1e-7"),
            column("bool", "true", "false"),
            new TypedColumn("byte_char", "\"char\"", List.of("'a'", "'\"'", "'\\'")),
            new TypedColumn("bpchar", "char(5)", List.of("'ab'", "''", "'\"\\ ü'")),
            new TypedColumn("varchar", "varchar(80)", List.of("'it''s'", "''", "'null'")),
            column(
                    "text",
                    "'\"quoted\" \\ back/slash'",
                    "E'\\x01\\x02\\b\\f\\n\\r\\t\\x1f\\x7f'",
                    "U&'\\+01F600 \\+01F468\\200D\\+01F469'",
                    "U&'\\2028</script>\\00e9e\\0301'",
                    "'\\u0041 {} [] : ,'",
                    "repeat('long \"text\" ', 200)"),
            column("name", "'a \"name\"'"),
            column("bytea", "'\\x00ff10'", "''"),
            column(
                    "date",
                    "'2024-02-29'",
                    "'infinity'",
                    "'-infinity'",
                    "'0044-03-15 BC'",
                    "'5874897-12-31'",
                    "'0001-01-01'"),
            column("time", "'23:59:59.999999'", "'24:00:00'", "'00:00'"),
            column("timetz", "'12:00:00.5+05:30'", "'00:00:00-15:59'"),
            column(
                    "timestamp",
                    "'2024-02-29 12:34:56.789'",
                    "'infinity'",
                    "'0044-03-15 10:00 BC'",
                    "'294276-12-31 23:59:59.999999'"),
            column(
                    "timestamptz",
                    "'2024-02-29 12:34:56.789+02'",
                    "'-infinity'",
                    "'0044-03-15 10:00 BC'",
                    "'2024-07-01 00:00-07'"),
            column("interval", "'1 year 2 mons -3 days 04:05:06.789'", "'infinity'", "'0'", "'-1 second'"),
            column("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
            column(
                    "json",
                    "'{\"b\": 1.500,  \"a\": [1, null, \"x\\u00e9\"]}'",
                    "'null'",
                    "'\"text\"'",
                    "'12345678901234567890'"),
            column("jsonb", "'{\"b\": 1.500, \"a\": [1, {\"c\": \"\\\"\"}]}'", "'null'", "'1e400'"),
            new TypedColumn("int_array", "int[]", List.of("'{1,NULL,3}'", "'{}'", "'{{1,2},{3,NULL}}'")),
            new TypedColumn(
                    "text_array", "text[]", List.of("'{a,\"b,\\\"c\\\"\",NULL,\"NULL\",\"\"}'", "'{{a},{\"\\\\\"}}'")),
            new TypedColumn("numeric_array", "numeric[]", List.of("'{1.50,NaN,12345678901234567890.1}'")),
            new TypedColumn("time_array", "timestamptz[]", List.of("'{2024-01-01 00:00+01,infinity}'")),
            new TypedColumn("json_array", "jsonb[]", List.of("ARRAY['{\"a\": 1}', 'null']::jsonb[]")),
            column("int4range", "'[1,5)'", "'empty'", "'(,)'"),
            column("numrange", "'(1.5,2.50]'", "'[,NaN)'"),
            column("daterange", "'[2024-01-01,2024-02-01)'", "'[2024-01-01,infinity]'"),
            column("tstzrange", "'[\"2024-01-01 00:00+01\",)'"),
            column("int8multirange", "'{[1,3),[5,)}'", "'{}'"),
            column("datemultirange", "'{[2024-01-01,2024-02-01)}'"),
            new TypedColumn("mood", "type_mood", List.of("'ok'", "'so \"so\"'", "'it''s \\ ü'")),
            new TypedColumn("mood_array", "type_mood[]", List.of("'{ok,NULL}'")),
            new TypedColumn("positive", "type_positive", List.of("0.10", "12345678901234567890.1")),
            new TypedColumn("digits", "type_digits", List.of("'0123'")),
            new TypedColumn("vector", "type_vector", List.of("'{1,2}'")),
            new TypedColumn("document", "type_document", List.of("'{\"a\": [1.0]}'")),
            new TypedColumn("flagged", "type_flag", List.of("true", "false")),
            new TypedColumn("place", "type_place", List.of("ROW('a \"b\", c', 1.50, '{ok}')", "ROW(NULL, NULL, NULL)")),
            new TypedColumn("places", "type_place[]", List.of("ARRAY[ROW('a', 1.0, NULL)::type_place, NULL]")),
            column("inet", "'192.168.0.1'", "'2001:db8::/32'"),
            column("cidr", "'10.0.0.0/8'"),
            column("macaddr", "'08:00:2b:01:02:03'"),
            column("macaddr8", "'08:00:2b:01:02:03:04:05'"),
            new TypedColumn("bits", "bit(3)", List.of("B'101'")),
            new TypedColumn("varbits", "varbit", List.of("B'10110'", "''")),
            column("xml", "'<a b=\"c\">d &amp; e</a>'", "'plain'"),
            column("money", "'12.34'", "'-1000000.5'"),
            column("point", "'(1.5,-2)'"),
            column("line", "'{1,2,3}'"),
            column("lseg", "'[(0,0),(1,1)]'"),
            column("box", "'(1,1),(0,0)'"),
            column("path", "'((0,0),(1,0))'"),
            column("polygon", "'((0,0),(1,0),(1,1))'"),
            column("circle", "'<(0,0),1.5>'"),
            column("tsvector", "'''a b'':1A c:2'"),
            column("tsquery", "'a & !b:*'"),
            column("oid", "4294967295"),
            column("regclass", "'pg_class'"),
            column("pg_lsn", "'16/B374D848'"),
            column("xid8", "18446744073709551615::text::xid8"),
            column("jsonpath", "'$.a[*] ? (@ > 1)'"));

    private TypesTable() {}

    static void create(Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TYPE type_mood AS ENUM ('ok', 'so \"so\"', 'it''s \\ ü')",
                "CREATE DOMAIN type_positive AS numeric CHECK (VALUE > 0)",
                "CREATE DOMAIN type_digits AS text CHECK (VALUE ~ '^[0-9]+$')",
                "CREATE DOMAIN type_vector AS int[]",
                "CREATE DOMAIN type_document AS jsonb",
                "CREATE DOMAIN type_flag AS bool",
                "CREATE TYPE type_place AS (label text, height numeric, moods type_mood[])",
                COLUMNS.stream()
                        .map(column -> "\"%s\" %s".formatted(column.name(), column.type()))
                        .collect(joining(", ", "CREATE TABLE typed (id int PRIMARY KEY, ", ")")));
        fill();
    }

    static void drop(Gateway gateway) {
        SharedSchema.change(
                gateway,
                "DROP TABLE typed",
                "DROP TYPE type_place",
                "DROP DOMAIN type_positive, type_digits, type_vector, type_document, type_flag",
                "DROP TYPE type_mood");
    }

    /** Puts the rows in place of all others. */
    static void fill() {
        var rows = IntStream.range(0, ROWS)
                .mapToObj(row -> COLUMNS.stream()
                        .map(column -> column.values().get(row % column.values().size()))
                        .collect(joining(", ", "(%d, ".formatted(row + 1), ")")));
        TestCluster.shared()
                .execute(
                        "TRUNCATE typed",
                        rows.collect(joining(", ", "INSERT INTO typed VALUES ", "")),
                        "INSERT INTO typed (id) VALUES (%d)".formatted(ROWS + 1));
    }

    private static TypedColumn column(String type, String... values) {
        return new TypedColumn(type, type, List.of(values));
    }
}
