package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A list of what is selected, in both languages.
 *
 * @param members each under a name of its own
 */
record Selection(List<Member> members) {

    /**
     * One member of the objects of an answer.
     *
     * @param name what it is called
     * @param operand its value
     */
    record Member(String name, Operand operand) {

        String text() {
            var renamed = name.equals(operand.name()) ? "" : (name.contains(" ") ? Condition.quoted(name) : name) + ":";
            return renamed + operand.text();
        }

        String sql() {
            return "%s AS \"%s\"".formatted(operand.sql(), name);
        }
    }

    private static final List<String> NAMES = List.of("x", "total", "a b", "Größe", "day", "number");

    /** Lists of some of these, from this many up. */
    static Arbitrary<Selection> of(List<Operand> operands, int least) {
        var names = Arbitraries.of(NAMES).optional(0.3);
        return Combinators.combine(Arbitraries.of(operands), names)
                .as((operand, name) -> new Member(name.orElse(operand.name()), operand))
                .list()
                .ofMinSize(least)
                .ofMaxSize(5)
                .uniqueElements(Member::name)
                .uniqueElements(Member::operand)
                .map(Selection::new);
    }

    /** The value of the parameter; empty where there is none. */
    String text() {
        return members.stream().map(Member::text).collect(joining(","));
    }

    String sql() {
        return members.isEmpty() ? "*" : members.stream().map(Member::sql).collect(joining(", "));
    }
}
