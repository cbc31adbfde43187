package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.RowLayout;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Renders the rows of a body as a source {@code body} with their columns. They travel as one JSON value, which the server
 * takes apart by the types of the columns, so that a write of any number of rows is one statement with one bind, and
 * numbers keep every digit. The plain values of a single row travel as they are.
 */
final class BodySource {

    private static final Origin BODY = Origin.Body.WHOLE;

    /** Types whose values have no equality, or one that takes different values for equal. */
    private static final Set<String> INCOMPARABLE =
            Set.of("json", "xml", "point", "box", "circle", "polygon", "path", "lseg", "line");

    /** Types, as the server writes them, that read a JSON string or number as they read its text. */
    private static final Set<String> READ_FROM_TEXT = Set.of(
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "text",
            "character varying",
            "uuid",
            "date",
            "timestamp without time zone",
            "timestamp with time zone");

    private BodySource() {}

    /** Renders a FROM clause; nothing where the body gives no columns. */
    static void from(SqlBuilder sql, RowBody body) {
        var given = body.given();
        var texts = given.isEmpty() || !areReadFromText(given) ? Optional.<List<String>>empty() : body.texts(given);
        if (texts.isPresent()) {
            fromTexts(sql, given, texts.get());
        } else {
            fromJson(sql, body);
        }
    }

    /** Taking JSON apart costs the server about as much as writing the row. */
    private static void fromTexts(SqlBuilder sql, List<Column> columns, List<String> texts) {
        sql.append(" FROM (VALUES (");
        for (var i = 0; i < texts.size(); i++) {
            sql.append(i == 0 ? "" : ", ").bind(texts.get(i), BODY).append("::" + cast(columns.get(i)));
        }
        sql.append(")) AS body (").columns(columns).append(")");
    }

    private static boolean areReadFromText(List<Column> columns) {
        for (var column : columns) {
            if (!READ_FROM_TEXT.contains(unmodified(column))) {
                return false;
            }
        }
        return true;
    }

    /** A cast would shorten what is too long; the column refuses it. */
    private static String cast(Column column) {
        var type = unmodified(column);
        return type.equals("character varying") ? type : column.type().sql();
    }

    private static String unmodified(Column column) {
        var type = column.type().sql();
        var begin = type.indexOf('(');
        return begin < 0 ? type : type.substring(0, begin) + type.substring(type.indexOf(')', begin) + 1);
    }

    /** The same, as JSON that the server reads by the exact types of the columns. */
    static void fromJson(SqlBuilder sql, RowBody body) {
        if (!body.given().isEmpty()) {
            var function = body.array() ? "json_to_recordset(" : "json_to_record(";
            rows(
                    sql,
                    body.given(),
                    "",
                    () -> sql.append(function).bind(body.json(), BODY).append("::json)"));
        }
    }

    /** Renders whether the row {@code t} has the value of a column that the body gives. */
    static void same(SqlBuilder sql, Column column) {
        var type = column.type();
        var cast = type.base().equals("json") && !type.array() ? "::jsonb" : "";
        if (cast.isEmpty() && INCOMPARABLE.contains(type.base())) {
            cast = "::text";
        }
        sql.append("t.")
                .column(column)
                .append(cast + " IS NOT DISTINCT FROM body.")
                .column(column)
                .append(cast);
    }

    /** Renders a FROM clause that also gives each row as it came, as {@code element}. */
    static void fromElements(SqlBuilder sql, RowBody body) {
        rows(
                sql,
                body.columns(),
                "element, ",
                () -> sql.append("json_array_elements(")
                        .bind(body.json(), BODY)
                        .append("::json) AS element, json_to_record(element)"));
    }

    /** Renders a FROM clause of rows that stand in a temporary table, each as an object. */
    static void fromLines(SqlBuilder sql, String table, List<Column> columns) {
        rows(sql, columns, "", () -> sql.append("pg_temp." + table + ", json_to_record(" + table + ".line)"));
    }

    /** Whether the server shows such values as objects, and cannot read them from there. */
    static boolean isShownAsObject(Column column) {
        return column.type().base().equals("hstore");
    }

    private static void rows(SqlBuilder sql, List<Column> columns, String others, Runnable source) {
        if (columns.stream().noneMatch(BodySource::isShownAsObject)) {
            sql.append(" FROM ");
            source.run();
            sql.append(" AS body (").typedColumns(columns).append(")");
            return;
        }
        sql.append(" FROM (SELECT " + others).joined(columns, ", ", column -> readable(sql, column));
        sql.append(" FROM ");
        source.run();
        sql.append(" AS body (")
                .joined(
                        columns,
                        ", ",
                        column -> sql.column(column)
                                .append(
                                        isShownAsObject(column)
                                                ? " json"
                                                : " " + column.type().sql()));
        sql.append(")) AS body");
    }

    /** Renders the value of a column; of pairs that came as an object, what they are in the server's own text. */
    private static void readable(SqlBuilder sql, Column column) {
        var name = new SqlBuilder()
                .append("body.")
                .column(column)
                .statement(RowLayout.NONE)
                .text();
        var type = column.type().sql();
        if (!isShownAsObject(column)) {
            sql.append(name);
        } else if (!column.type().array()) {
            sql.append(pairs(name) + "::" + type + " AS ").column(column);
        } else {
            sql.append("CASE json_typeof(" + name + ") WHEN 'array' THEN ARRAY(SELECT " + pairs("item.value")
                            + " FROM json_array_elements(" + name + ") WITH ORDINALITY AS item (value, place)"
                            + " ORDER BY item.place)::text[] ELSE (" + name + " #>> '{}')::text[] END::" + type
                            + " AS ")
                    .column(column);
        }
    }

    private static String pairs(String json) {
        return "CASE json_typeof(" + json + ") WHEN 'object' THEN (SELECT COALESCE(string_agg(" + quoted("pair.key")
                + " || '=>' || COALESCE(" + quoted("pair.value") + ", 'NULL'), ','), '') FROM json_each_text(" + json
                + ") AS pair) ELSE " + json + " #>> '{}' END";
    }

    /** A backslash escapes the character behind it. */
    private static String quoted(String text) {
        return "'\"' || regexp_replace(" + text + ", '([\"\\\\])', '\\\\\\1', 'g') || '\"'";
    }
}
