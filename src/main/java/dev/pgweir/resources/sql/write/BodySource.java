package dev.pgweir.resources.sql.write;

import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.SqlBuilder;

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
            sql.append(body.array() ? " FROM json_to_recordset(" : " FROM json_to_record(")
                    .bind(body.json(), BODY)
                    .append("::json) AS body (")
                    .typedColumns(body.columns())
                    .append(")");
        }
    }

    /** Renders a FROM clause that also gives each row as it came, as {@code element}. */
    static void fromElements(SqlBuilder sql, RowBody body) {
        sql.append(" FROM json_array_elements(")
                .bind(body.json(), BODY)
                .append("::json) AS element, json_to_record(element) AS body (")
                .typedColumns(body.columns())
                .append(")");
    }
}
