package dev.pgweir.resources.call;

import dev.pgweir.catalog.Routine;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.call.CallParser.Parsed;
import dev.pgweir.resources.json.RowWriter;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.plan.ListPlanner;
import dev.pgweir.resources.request.Call;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.run.Statements;
import dev.pgweir.resources.sql.CallRenderer;
import dev.pgweir.resources.sql.SelectRenderer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Runs functions that may write, and procedures: on the primary, in a transaction that is never repeated. Thread-safe. */
@Component
public class FunctionWrites {

    private final QueryParser queries;
    private final ListPlanner planner;
    private final Statements statements;

    FunctionWrites(QueryParser queries, ListPlanner planner, Statements statements) {
        this.queries = queries;
        this.planner = planner;
        this.statements = statements;
    }

    /**
     * Calls a routine.
     *
     * @return what it answered, as the array of its rows or values
     * @throws InvalidRequest where parameters are not understood
     */
    public Written run(Parsed parsed, WriteOptions options) {
        return statements.once(options.rollback(), () -> called(parsed, options));
    }

    private Written called(Parsed parsed, WriteOptions options) {
        var call = parsed.call();
        if (call.routine().kind() == Routine.Kind.PROCEDURE) {
            return procedure(call, options);
        }
        if (call.routine().result().shape() == Routine.Shape.NOTHING) {
            return statements.write(CallRenderer.nothing(call), options.rollback(), _ -> Written.of(0));
        }
        var rows = call.routine().result().rows();
        var plan = planner.plan(queries.list(rows, parsed.others()).from(call));
        var statement = SelectRenderer.page(plan);
        return statements.write(statement, options.rollback(), found -> {
            var page =
                    new RowWriter(statement.layout()).page(found, plan.slice().limit());
            options.check(page.count());
            return Written.of(page.count()).withJson(Optional.of(page.json()));
        });
    }

    private Written procedure(Call call, WriteOptions options) {
        var statement = CallRenderer.procedure(call);
        if (call.routine().result().shape() == Routine.Shape.NOTHING) {
            statements.execute(statement, options.rollback(), _ -> {});
            return Written.of(0);
        }
        var texts = statements.write(statement, false, FunctionWrites::texts);
        var shown = CallRenderer.answered(call.routine().result().rows(), texts);
        return statements.write(shown, options.rollback(), rows -> {
            var page = new RowWriter(shown.layout()).page(rows, 1);
            return Written.of(1).withJson(Optional.of(page.json()));
        });
    }

    private static List<Optional<String>> texts(ResultSet rows) throws SQLException {
        List<Optional<String>> texts = new ArrayList<>();
        rows.next();
        for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            texts.add(Optional.ofNullable(rows.getString(i)));
        }
        return texts;
    }
}
