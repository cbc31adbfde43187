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

    /**
     * Renders a list of expressions.
     *
     * @param members the members of the answer
     * @param wanted what the gateway wants to know as text
     */
    public RowLayout render(List<Selected> members, List<Expression> wanted) {
        List<Output> outputs = new ArrayList<>(members.size());
        for (var member : members) {
            outputs.add(
                    new Output(member.name(), ValueForm.of(member.expression().type())));
        }
        List<Integer> keys = new ArrayList<>(wanted.size());
        List<Expression> hidden = new ArrayList<>();
        for (var expression : wanted) {
            var shown = indexOf(members, expression);
            if (shown >= 0 && outputs.get(shown).form().isOwnText()) {
                keys.add(shown + 1);
            } else {
                hidden.add(expression);
                keys.add(members.size() + hidden.size());
            }
        }
        sql.joined(members, ", ", member -> shown(member.expression()));
        sql.append(members.isEmpty() || hidden.isEmpty() ? "" : ", ");
        sql.joined(hidden, ", ", this::asText);
        return new RowLayout(outputs, keys);
    }

    /** Renders members as they are, whatever JSON would need. */
    RowLayout renderPlain(List<Selected> members) {
        sql.joined(members, ", ", member -> operands.render(member.expression()));
        return new RowLayout(
                members.stream()
                        .map(member -> new Output(member.name(), ValueForm.TEXT))
                        .toList(),
                List.of());
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

    private void asText(Expression expression) {
        operands.render(expression);
        sql.append("::text");
    }
}
