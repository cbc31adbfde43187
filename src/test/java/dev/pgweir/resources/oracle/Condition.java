package dev.pgweir.resources.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition in both languages.
 *
 * @param parameter as a parameter of a request writes it, not yet encoded: {@code a=not.eq.1}
 * @param member as a group of filters writes it: {@code a.not.eq."1"}
 * @param sql as SQL writes it
 */
record Condition(String parameter, String member, String sql) {

    /**
     * What an operator says of an operand.
     *
     * @param bare whether the value stands without quotes inside a group, since brackets or braces keep it together
     */
    static Condition of(Operand operand, String operator, String value, boolean bare, String sql) {
        return new Condition(
                operand.text() + "=" + operator + "." + value,
                operand.text() + "." + operator + "." + (bare ? value : quoted(value)),
                sql);
    }

    /** @param word {@code and} or {@code or} */
    static Condition group(String word, List<Condition> parts) {
        var list = parts.stream().map(Condition::member).collect(Collectors.joining(",", "(", ")"));
        var separator = word.equals("or") ? " OR " : " AND ";
        var sql = parts.stream().map(Condition::sql).collect(Collectors.joining(separator, "(", ")"));
        return new Condition(word + "=" + list, word + list, sql);
    }

    Condition negated() {
        var isGroup = parameter.startsWith("and=(") || parameter.startsWith("or=(");
        return isGroup
                ? new Condition("not." + parameter, "not." + member, "(NOT %s)".formatted(sql))
                : new Condition(
                        negated(parameter, parameter.indexOf('=') + 1),
                        negated(member, parameter.indexOf('=') + 1),
                        "(NOT %s)".formatted(sql));
    }

    private static String negated(String text, int operator) {
        return text.substring(0, operator) + "not." + text.substring(operator);
    }

    /** The parameter as a URL holds it. */
    String encoded() {
        var equals = parameter.indexOf('=');
        return URLEncoder.encode(parameter.substring(0, equals), UTF_8)
                + "="
                + URLEncoder.encode(parameter.substring(equals + 1), UTF_8);
    }

    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return parameter;
    }
}
