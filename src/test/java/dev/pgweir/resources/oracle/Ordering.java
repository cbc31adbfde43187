package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

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

    /** Orderings by some of these. */
    static Arbitrary<Ordering> by(List<Operand> operands) {
        return Combinators.combine(
                        Arbitraries.of(operands),
                        Arbitraries.of("", ".asc", ".desc"),
                        Arbitraries.of("", ".nullsfirst", ".nullslast"))
                .as(Term::new)
                .list()
                .ofMaxSize(4)
                .uniqueElements(Term::operand)
                .map(Ordering::new);
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
