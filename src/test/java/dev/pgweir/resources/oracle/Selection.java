package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** A list of some of these, from this many up, some of them renamed. */
    static Selection of(List<Operand> operands, int least, Draw draw) {
        Map<String, Operand> named = new LinkedHashMap<>();
        for (var operand : draw.some(least, 5, operands)) {
            var name = draw.oneIn(3) ? draw.of(NAMES) : operand.name();
            named.putIfAbsent(name, operand);
        }
        return new Selection(named.entrySet().stream()
                .map(entry -> new Member(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** The value of the parameter; empty where there is none. */
    String text() {
        return members.stream().map(Member::text).collect(joining(","));
    }

    String sql() {
        return members.isEmpty() ? "*" : members.stream().map(Member::sql).collect(joining(", "));
    }
}
