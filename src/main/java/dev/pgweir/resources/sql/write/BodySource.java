package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.SqlBuilder;
import java.util.List;

/**
 * Renders the rows of a body as a source {@code body} with their columns. They travel as one JSON value, which the server
 * takes apart by the types of the columns, so that a write of any number of rows is one statement with one bind, and
 * numbers keep every digit.
 */
final class BodySource {

    private static final Origin BODY = new Origin.Body("");

    private BodySource() {}

    /** Renders a FROM clause; nothing where the body gives no columns. */
    static void from(SqlBuilder sql, RowBody body) {
        if (!body.columns().isEmpty()) {
            var function = body.array() ? "json_to_recordset(" : "json_to_record(";
            rows(
                    sql,
                    body.columns(),
                    "",
                    () -> sql.append(function).bind(body.json(), BODY).append("::json)"));
        }
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

    /** Whether the server shows such a value as an object, and cannot read it from there. */
    static boolean isShownAsObject(Column column) {
        return column.type().base().equals("hstore") && !column.type().array();
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

    /** Renders the value of a column; of pairs that came as an object, their text. */
    private static void readable(SqlBuilder sql, Column column) {
        if (!isShownAsObject(column)) {
            sql.append("body.").column(column);
            return;
        }
        sql.append("CASE json_typeof(body.").column(column);
        sql.append(") WHEN 'object' THEN (SELECT COALESCE(string_agg(" + quoted("pair.key") + " || '=>' || COALESCE("
                + quoted("pair.value") + ", 'NULL'), ','), '') FROM json_each_text(body.");
        sql.column(column).append(") AS pair) ELSE body.").column(column);
        sql.append(" #>> '{}' END::" + column.type().sql() + " AS ").column(column);
    }

    /** A backslash escapes the character behind it. */
    private static String quoted(String text) {
        return "'\"' || regexp_replace(" + text + ", '([\"\\\\])', '\\\\\\1', 'g') || '\"'";
    }
}
