package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Routine.Argument;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Call;
import dev.pgweir.resources.request.Call.Given;
import dev.pgweir.resources.request.Call.Value;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Renders calls of routines, and what rows come from. Each argument is one placeholder of its own type, so that the server sees
 * through a function that is one query, and prunes partitions by it.
 */
public final class CallRenderer {

    private static final Set<String> JSON = Set.of("json", "jsonb");

    private CallRenderer() {}

    /** Renders where the rows of a query come from, as {@code t}. */
    static SqlBuilder from(SqlBuilder sql, ResourceQuery query) {
        sql.append(" FROM ");
        if (query.call().isEmpty()) {
            return sql.table(query.table()).append(" AS t");
        }
        var call = query.call().get();
        if (call.routine().isOfRecords()) {
            call(sql.append("(SELECT "), call)
                    .append(" AS ")
                    .columns(query.table().columns());
            return sql.append(") AS t");
        }
        call(sql, call).append(" AS t");
        if (call.routine().isOfScalars()) {
            sql.append(" (").columns(query.table().columns()).append(")");
        }
        return sql;
    }

    /** The statement that calls a function which answers nothing. */
    public static Statement nothing(Call call) {
        return call(new SqlBuilder().append("SELECT FROM "), call)
                .append(" AS t")
                .statement(RowLayout.NONE);
    }

    /** The statement that calls a procedure, whose row has a column for each argument that it answers. */
    public static Statement procedure(Call call) {
        var sql = new SqlBuilder().append("CALL ");
        begin(sql, call);
        var separator = call.given().isEmpty() ? "" : ", ";
        for (var column : call.routine().result().rows().columns()) {
            if (call.routine().argument(column.name()).isEmpty()) {
                sql.append(separator).column(column).append(" => NULL");
                separator = ", ";
            }
        }
        return sql.append(")").statement(RowLayout.NONE);
    }

    /** The statement that shows what a procedure has answered, given as text. */
    public static Statement answered(Table rows, List<Optional<String>> texts) {
        var sql = new SqlBuilder().append("SELECT ");
        var members = rows.columns().stream().map(Selected::of).toList();
        var layout = new ProjectionRenderer(sql, new ExpressionRenderer(sql, "t.")).render(members);
        sql.append(" FROM (SELECT ");
        for (var i = 0; i < texts.size(); i++) {
            var column = rows.columns().get(i);
            sql.append(i == 0 ? "" : ", ");
            texts.get(i).ifPresentOrElse(text -> sql.bind(text, new Origin.Gateway()), () -> sql.append("NULL"));
            sql.append("::" + column.type().sql() + " AS ").column(column);
        }
        return sql.append(") AS t").statement(layout);
    }

    private static SqlBuilder call(SqlBuilder sql, Call call) {
        return begin(sql, call).append(")");
    }

    private static SqlBuilder begin(SqlBuilder sql, Call call) {
        var routine = call.routine();
        return sql.identifier(routine.schema())
                .append(".")
                .identifier(routine.name())
                .append("(")
                .joined(call.given(), ", ", given -> argument(sql, given));
    }

    private static void argument(SqlBuilder sql, Given given) {
        var argument = given.argument();
        sql.append(argument.variadic() ? "VARIADIC " : "");
        if (!argument.name().isEmpty()) {
            sql.identifier(argument.name()).append(" => ");
        }
        switch (given.value()) {
            case Value.Null() -> typed(sql.append("NULL"), argument);
            case Value.Text(var text) -> typed(sql.bind(text, given.origin()), argument);
            case Value.Texts(var texts) -> {
                sql.append("ARRAY[").joined(texts, ", ", text -> sql.bind(text, given.origin()));
                typed(sql.append("]::text[]"), argument);
            }
            case Value.Json json -> json(sql, argument, json, given.origin());
        }
    }

    private static void json(SqlBuilder sql, Argument argument, Value.Json json, Origin origin) {
        var type = argument.type();
        if (JSON.contains(type.base()) && !type.array()) {
            typed(sql.bind(json.json(), origin), argument);
        } else if (json.scalar()) {
            typed(sql.bind(json.text(), origin), argument);
        } else {
            sql.append("(SELECT member FROM json_to_record(")
                    .bind("{\"member\":" + json.json() + "}", origin)
                    .append("::json) AS given (member " + type.sql() + "))");
        }
    }

    private static void typed(SqlBuilder sql, Argument argument) {
        sql.append("::" + argument.type().sql());
    }
}
