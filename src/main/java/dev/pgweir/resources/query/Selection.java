package dev.pgweir.resources.query;

import java.util.List;

/**
 * What is selected, and in which order as far as the client said. The same words about the same table give the same object, so
 * that what follows from it alone can be kept, see {@link Derived}.
 *
 * @param projection the members of the answer's objects, in order
 * @param ordering the terms of the order
 * @param embeddings what is embedded in each row, shown or not
 */
public record Selection(List<Selected> projection, List<OrderTerm> ordering, List<Embedding> embeddings) {

    public Selection {
        projection = List.copyOf(projection);
        ordering = List.copyOf(ordering);
        embeddings = List.copyOf(embeddings);
    }

    /** Of one table alone. */
    public Selection(List<Selected> projection, List<OrderTerm> ordering) {
        this(projection, ordering, List.of());
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

    /** Whether it shows more than the values of a row. */
    public boolean isOfOthers() {
        for (var member : projection) {
            if (member.expression().isOfOthers()) {
                return true;
            }
        }
        return !embeddings.isEmpty();
    }

    /** The same, with others embedded in place of those that are now. */
    public Selection with(List<Embedding> others) {
        return new Selection(
                Embedding.replaced(projection, embeddings, others),
                Embedding.ordered(ordering, embeddings, others),
                others);
    }
}
