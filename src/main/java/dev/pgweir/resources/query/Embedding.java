package dev.pgweir.resources.query;

import dev.pgweir.catalog.Relationship;
import dev.pgweir.resources.query.Expression.Aggregate;
import dev.pgweir.resources.query.Expression.Cast;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Related;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a related table that belong to a row.
 *
 * @param name what the answer and other parameters call them
 * @param relationship how they belong to it
 * @param inner whether a row that none belong to is left out
 * @param projection the members of each of their objects; none where they are not shown
 * @param embeddings what is embedded in each of them, shown or not
 * @param filter which of them
 * @param part which part of these, and in which order
 */
public record Embedding(
        String name,
        Relationship relationship,
        boolean inner,
        List<Selected> projection,
        List<Embedding> embeddings,
        Filter filter,
        Part part) {

    public Embedding {
        projection = List.copyOf(projection);
        embeddings = List.copyOf(embeddings);
    }

    /**
     * A part of the rows that belong to one row.
     *
     * @param ordering their order
     * @param limit how many at most
     * @param capped whether the client has not asked for as few
     * @param offset how many to pass over
     */
    public record Part(List<OrderTerm> ordering, int limit, boolean capped, int offset) {

        public Part {
            ordering = List.copyOf(ordering);
        }
    }

    /** Whether its rows are made into one value each for all else that is selected of them. */
    public boolean grouped() {
        return projection.stream().anyMatch(member -> member.expression().isAggregate());
    }

    /** What must belong to a row in which these are embedded. */
    public static List<Filter> inner(List<Embedding> embeddings) {
        List<Filter> inner = new ArrayList<>();
        for (var embedding : embeddings) {
            if (embedding.inner) {
                inner.add(new Filter.Exists(embedding));
            }
        }
        return inner;
    }

    /** The same, with others embedded in it in place of those that are now. */
    public Embedding with(List<Embedding> others) {
        return new Embedding(
                name,
                relationship,
                inner,
                replaced(projection, embeddings, others),
                others,
                filter,
                new Part(ordered(part.ordering, embeddings, others), part.limit, part.capped, part.offset));
    }

    /** The same, of those rows that pass another filter, too. */
    public Embedding with(Filter another) {
        return new Embedding(
                name, relationship, inner, projection, embeddings, new Filter.All(List.of(filter, another)), part);
    }

    /** The same, of which another part is wanted. */
    public Embedding with(Part another) {
        return new Embedding(name, relationship, inner, projection, embeddings, filter, another);
    }

    /** Members in which embeddings are replaced by others. */
    static List<Selected> replaced(List<Selected> members, List<Embedding> before, List<Embedding> after) {
        List<Selected> replaced = new ArrayList<>(members.size());
        for (var member : members) {
            replaced.add(new Selected(member.name(), replaced(member.expression(), before, after)));
        }
        return replaced;
    }

    /** The terms of an order in which embeddings are replaced by others. */
    static List<OrderTerm> ordered(List<OrderTerm> terms, List<Embedding> before, List<Embedding> after) {
        List<OrderTerm> replaced = new ArrayList<>(terms.size());
        for (var term : terms) {
            replaced.add(
                    new OrderTerm(replaced(term.expression(), before, after), term.descending(), term.nullsFirst()));
        }
        return replaced;
    }

    private static Expression replaced(Expression expression, List<Embedding> before, List<Embedding> after) {
        return switch (expression) {
            case Embedded(var embedding) -> new Embedded(after.get(before.indexOf(embedding)));
            case Collected(var embedding, var of) -> {
                var now = after.get(before.indexOf(embedding));
                yield new Collected(now, replaced(of, embedding.embeddings(), now.embeddings()));
            }
            case Related(var embedding, var of) -> {
                var now = after.get(before.indexOf(embedding));
                yield new Related(now, replaced(of, embedding.embeddings(), now.embeddings()));
            }
            case Aggregate(var function, var of) ->
                new Aggregate(function, of.map(argument -> replaced(argument, before, after)));
            case Cast(var of, var type) -> new Cast(replaced(of, before, after), type);
            default -> expression;
        };
    }
}
