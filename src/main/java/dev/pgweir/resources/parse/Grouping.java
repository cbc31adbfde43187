package dev.pgweir.resources.parse;

import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.List;

/**
 * What aggregates imply: rows are grouped by all else that is selected, and a filter on an aggregate is one on
 * groups.
 */
final class Grouping {

    private Grouping() {}

    static boolean isWanted(List<Filter> filters) {
        for (var filter : filters) {
            if (filter.anyOperand(Expression::isAggregate)) {
                return true;
            }
        }
        return false;
    }

    /** Refuses an ordering by what groups have no one value of. */
    static void check(boolean selected, Selection selection) {
        if (!selected) {
            throw new InvalidRequest(
                    "aggregate-not-applicable",
                    new Origin.Query("select"),
                    "aggregates need a select that says what to group by");
        }
        for (var term : selection.ordering()) {
            var expression = term.expression();
            if (!expression.isAggregate()
                    && selection.projection().stream()
                            .noneMatch(member -> member.expression().equals(expression))) {
                throw new InvalidRequest(
                        "aggregate-not-applicable",
                        new Origin.Query("order"),
                        "\"%s\" must be selected to order groups by it".formatted(expression.text()));
            }
        }
    }

    /** Refuses aggregates where rows are answered one by one. */
    static void refuse(List<Selected> projection) {
        for (var member : projection) {
            if (member.expression().isAggregate()) {
                throw new InvalidRequest(
                        "aggregate-not-applicable",
                        new Origin.Query("select"),
                        "\"%s\" has a meaning in lists only"
                                .formatted(member.expression().text()));
            }
        }
    }

    static Filter ofRows(List<Filter> filters) {
        return new Filter.All(filters.stream()
                .filter(filter -> !filter.anyOperand(Expression::isAggregate))
                .toList());
    }

    static Filter ofGroups(List<Filter> filters) {
        var ofGroups = filters.stream()
                .filter(filter -> filter.anyOperand(Expression::isAggregate))
                .toList();
        for (var filter : ofGroups) {
            if (filter.anyOperand(operand -> !operand.isAggregate())) {
                throw new InvalidRequest(
                        "aggregate-not-applicable",
                        new Origin.Query("having"),
                        "a group of filters is either on rows or on aggregates: split it");
            }
        }
        return new Filter.All(ofGroups);
    }
}
