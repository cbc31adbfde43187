package dev.pgweir.resources.query;

import dev.pgweir.resources.request.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A condition on rows, or on groups of rows. */
public sealed interface Filter {

    /** The filter that every row passes. */
    static Filter none() {
        return new All(List.of());
    }

    /**
     * All of these hold; every row passes where there are none.
     *
     * @param filters the parts
     */
    record All(List<Filter> filters) implements Filter {}

    /**
     * At least one of these holds; no row passes where there are none.
     *
     * @param filters the parts
     */
    record Any(List<Filter> filters) implements Filter {}

    /**
     * This does not hold.
     *
     * @param filter the part
     */
    record Not(Filter filter) implements Filter {}

    /**
     * A value compares so with another.
     *
     * @param operand the value of the row
     * @param comparison the operator
     * @param value in PostgreSQL's text form of the operand's type
     * @param origin where the value came from
     */
    record Compare(Expression operand, Comparison comparison, String value, Origin origin) implements Filter {}

    /**
     * A value compares so with any or all of several.
     *
     * @param operand the value of the row
     * @param comparison the operator
     * @param all whether with all of them rather than with any
     * @param values an array in PostgreSQL's text form
     * @param origin where the values came from
     */
    record CompareEach(Expression operand, Comparison comparison, boolean all, String values, Origin origin)
            implements Filter {}

    /**
     * A row of values lies before or after another, compared from left to right.
     *
     * @param operands the values of the row
     * @param comparison {@code >} or {@code <}
     * @param values one an operand
     */
    record CompareRow(List<Expression> operands, Comparison comparison, List<String> values) implements Filter {}

    /**
     * A value equals one of these.
     *
     * @param operand the value of the row
     * @param values in PostgreSQL's text form of the operand's type
     * @param origin where the values came from
     */
    record In(Expression operand, List<String> values, Origin origin) implements Filter {}

    /**
     * A text matches a full-text query (PostgreSQL manual, chapter 12).
     *
     * @param operand a text, a JSON value or a tsvector
     * @param syntax how the query is written
     * @param configuration the text search configuration; empty for the server's default
     * @param words the query
     * @param origin where it came from
     */
    record FullText(Expression operand, Syntax syntax, Optional<String> configuration, String words, Origin origin)
            implements Filter {}

    /**
     * A value is in a state.
     *
     * @param operand the value of the row
     * @param state the state
     */
    record Is(Expression operand, State state) implements Filter {}

    /**
     * Rows of another table belong to the row.
     *
     * @param embedding which
     */
    record Exists(Embedding embedding) implements Filter {}

    /** What {@code IS} can ask for. */
    enum State {
        NULL,
        NOT_NULL,
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** The ways to write a full-text query, by the functions that read them. */
    enum Syntax {
        TO_TSQUERY,
        PLAINTO_TSQUERY,
        PHRASETO_TSQUERY,
        WEBSEARCH_TO_TSQUERY
    }

    /** Whether some operand is so. */
    default boolean anyOperand(Predicate<Expression> property) {
        return switch (this) {
            case All(var filters) -> filters.stream().anyMatch(filter -> filter.anyOperand(property));
            case Any(var filters) -> filters.stream().anyMatch(filter -> filter.anyOperand(property));
            case Not(var filter) -> filter.anyOperand(property);
            case Compare compare -> property.test(compare.operand());
            case CompareEach compare -> property.test(compare.operand());
            case CompareRow compare -> compare.operands().stream().anyMatch(property);
            case In in -> property.test(in.operand());
            case FullText fullText -> property.test(fullText.operand());
            case Is is -> property.test(is.operand());
            case Exists(var embedding) -> property.test(new RelatedExpression.Present(embedding));
        };
    }
}
