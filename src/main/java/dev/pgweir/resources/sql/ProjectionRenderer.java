package dev.pgweir.resources.sql;

import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.RowLayout.Output;
import dev.pgweir.resources.statement.ValueForm;
import java.util.ArrayList;
import java.util.List;

/** Renders the columns of an answer, and behind them, as text, those that the gateway itself wants to know. */
public final class ProjectionRenderer {

    private final SqlBuilder sql;
    private final Operands operands;

    public ProjectionRenderer(SqlBuilder sql, Operands operands) {
        this.sql = sql;
        this.operands = operands;
    }

    /** Renders the members of the answer. */
    public RowLayout render(List<Selected> members) {
        List<Output> outputs = new ArrayList<>(members.size());
        for (var member : members) {
            outputs.add(
                    new Output(member.name(), ValueForm.of(member.expression().type())));
        }
        sql.joined(members, ", ", member -> shown(member.expression()));
        return RowLayout.of(outputs);
    }

    /** Renders the members of the answer, and what rows are ordered by. */
    RowLayout renderWithOrdering(List<Selected> members, List<Expression> ordering) {
        var layout = render(members);
        return layout.withOrdering(texts(layout, members, ordering));
    }

    /** Renders the members of the answer, and the primary key. */
    public RowLayout renderWithKey(List<Selected> members, List<Expression> key) {
        var layout = render(members);
        return layout.withPrimaryKey(texts(layout, members, key));
    }

    /** Renders members as they are, whatever JSON would need. */
    RowLayout renderPlain(List<Selected> members) {
        sql.joined(members, ", ", member -> operands.render(member.expression()));
        return RowLayout.of(members.stream()
                .map(member -> new Output(member.name(), ValueForm.TEXT))
                .toList());
    }

    /** The columns with the text of these values. Renders those of which the answer does not show that text already. */
    private List<Integer> texts(RowLayout layout, List<Selected> members, List<Expression> wanted) {
        List<Integer> columns = new ArrayList<>(wanted.size());
        var width = members.size();
        for (var expression : wanted) {
            var shown = indexOf(members, expression);
            if (shown >= 0 && layout.outputs().get(shown).form().isOwnText()) {
                columns.add(shown + 1);
            } else {
                sql.append(width == 0 ? "" : ", ");
                operands.render(expression);
                sql.append("::text");
                columns.add(++width);
            }
        }
        return columns;
    }

    private static int indexOf(List<Selected> members, Expression expression) {
        for (var i = 0; i < members.size(); i++) {
            if (members.get(i).expression().equals(expression)) {
                return i;
            }
        }
        return -1;
    }

    private void shown(Expression expression) {
        if (ValueForm.of(expression.type()) == ValueForm.TO_JSON) {
            sql.append("to_json(");
            operands.render(expression);
            sql.append(")");
        } else {
            operands.render(expression);
        }
    }
}
