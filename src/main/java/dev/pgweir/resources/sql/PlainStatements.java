package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Trait;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Present;
import dev.pgweir.resources.query.RelatedExpression.Related;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.query.WriteQuery;
import java.util.List;

/**
 * Tells statements that surely run nothing but the server's own code: those of nothing but columns, of tables that bring no code along. Of
 * all else it is not known, since a function's body is no part of the catalog.
 */
public final class PlainStatements {

    private PlainStatements() {}

    /** Whether a selection of such a table names columns only. */
    static boolean isOfColumns(Selection selection) {
        return areMembersColumns(selection.projection()) && areTermsColumns(selection.ordering());
    }

    /** Whether the filters of a page of rows name columns only, and its table brings no code. */
    static boolean isOfColumns(ListPlan plan) {
        return plan.query().table().has(Trait.RUNS_NO_CODE)
                && isOfColumns(plan.query().filter())
                && isOfColumns(plan.after());
    }

    /** Whether rows are written so, and answered. */
    public static boolean contain(Table table, WriteQuery query) {
        return table.has(Trait.WRITES_RUN_NO_CODE)
                && contain(table, query.returned())
                && areTermsColumns(query.order())
                && isOfColumns(query.filter());
    }

    /** Whether a row is read so that is named by its key. */
    static boolean contain(Table table, List<Selected> projection) {
        return table.has(Trait.RUNS_NO_CODE) && areMembersColumns(projection);
    }

    private static boolean areMembersColumns(List<Selected> projection) {
        for (var member : projection) {
            if (!isColumn(member.expression())) {
                return false;
            }
        }
        return true;
    }

    private static boolean areTermsColumns(List<OrderTerm> terms) {
        for (var term : terms) {
            if (!isColumn(term.expression())) {
                return false;
            }
        }
        return true;
    }

    /** A search for words reads dictionaries, which may be anybody's. */
    private static boolean isOfColumns(Filter filter) {
        return switch (filter) {
            case Filter.All(var filters) -> areOfColumns(filters);
            case Filter.Any(var filters) -> areOfColumns(filters);
            case Filter.Not(var negated) -> isOfColumns(negated);
            case Filter.FullText _ -> false;
            case Filter.Exists(var embedding) -> contain(embedding);
            case Filter.Compare _, Filter.CompareEach _, Filter.CompareRow _, Filter.In _, Filter.Is _ ->
                !filter.anyOperand(operand -> !isColumn(operand));
        };
    }

    private static boolean areOfColumns(List<Filter> filters) {
        for (var filter : filters) {
            if (!isOfColumns(filter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isColumn(Expression expression) {
        return switch (expression) {
            case Expression.Value(var column) -> !column.isOfFunction();
            case Embedded(var embedding) -> contain(embedding);
            case Collected(var embedding, var of) -> contain(embedding) && isColumn(of);
            case Related(var embedding, var of) -> contain(embedding) && isColumn(of);
            case Present(var embedding) -> contain(embedding);
            default -> false;
        };
    }

    /** Whether what is embedded is read so. */
    private static boolean contain(Embedding embedding) {
        var relationship = embedding.relationship();
        return contain(relationship.target(), embedding.projection())
                && relationship.through().stream()
                        .allMatch(junction -> junction.table().has(Trait.RUNS_NO_CODE))
                && isOfColumns(embedding.filter())
                && areTermsColumns(embedding.part().ordering());
    }
}
