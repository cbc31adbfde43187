package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/**
 * An ordering in both languages.
 *
 * @param terms from the most significant down
 */
record Ordering(List<Term> terms) {

    /**
     * One term.
     *
     * @param operand what is ordered by
     * @param direction nothing, {@code .asc} or {@code .desc}
     * @param nulls nothing, {@code .nullsfirst} or {@code .nullslast}
     */
    record Term(Operand operand, String direction, String nulls) {

        String text() {
            return operand.text() + direction + nulls;
        }

        String sql() {
            return operand.sql() + direction.replace('.', ' ') + nulls.replace(".nulls", " NULLS ");
        }
    }

    private static final List<String> DIRECTIONS = List.of("", ".asc", ".desc");
    private static final List<String> NULLS = List.of("", ".nullsfirst", ".nullslast");

    /** An ordering by some of these. */
    static Ordering by(List<Operand> operands, Draw draw) {
        return new Ordering(draw.some(0, 4, operands).stream()
                .map(operand -> new Term(operand, draw.of(DIRECTIONS), draw.of(NULLS)))
                .toList());
    }

    /** The value of the parameter; empty where there is none. */
    String text() {
        return terms.stream().map(Term::text).collect(joining(","));
    }

    /** The ordering with what makes it total behind it, in the direction of the last term. */
    String sql(List<Operand> key) {
        var direction = terms.isEmpty() ? "" : terms.getLast().direction();
        var named = terms.stream().map(Term::operand).toList();
        var others = key.stream().filter(part -> !named.contains(part)).map(part -> new Term(part, direction, ""));
        var all = Stream.concat(terms.stream(), others).map(Term::sql).collect(joining(", "));
        return all.isEmpty() ? "" : " ORDER BY " + all;
    }
}
