package dev.pgweir.resources.query;

import java.util.List;

/**
 * What is selected, and in which order as far as the client said. The same words about the same table give the same object, so
 * that what follows from it alone can be kept, see {@link Derived}.
 *
 * @param projection the members of the answer's objects, in order
 * @param ordering the terms of the order
 */
public record Selection(List<Selected> projection, List<OrderTerm> ordering) {

    public Selection {
        projection = List.copyOf(projection);
        ordering = List.copyOf(ordering);
    }

    /** Whether it has aggregates, so that rows are grouped by all else. */
    public boolean hasAggregates() {
        for (var member : projection) {
            if (member.expression().isAggregate()) {
                return true;
            }
        }
        for (var term : ordering) {
            if (term.expression().isAggregate()) {
                return true;
            }
        }
        return false;
    }
}
