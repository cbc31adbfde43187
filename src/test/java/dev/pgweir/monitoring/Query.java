package dev.pgweir.monitoring;

import static java.util.stream.Collectors.toCollection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the data are asked for, in PromQL, as far as names go.
 *
 * @param place where it stands
 * @param expression without variables of Grafana
 * @param text what it is shown by, with names of labels as {@code {{node}}} or {@code {{ $labels.node }}}
 */
record Query(String place, String expression, String text) {

    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern SELECTOR =
            Pattern.compile("\\b([a-z_][a-z0-9_]*)(?:\\{((?:[^\"}]|" + QUOTED + ")*)}|\\b(?!\\s*\\())");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|=|!=)\\s*(" + QUOTED + ")");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)[^}]*}}");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** Series of one name, and what their labels have to be. */
    record Selector(String metric, List<Matcher> matchers) {}

    /** What a label has to be. */
    record Matcher(String label, String operator, String value) {

        boolean isNegative() {
            return operator.startsWith("!");
        }

        boolean accepts(String found) {
            return operator.endsWith("~") ? found.matches(value) != isNegative() : found.equals(value) != isNegative();
        }
    }

    List<Selector> selectors() {
        var rest = RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
        return SELECTOR.matcher(rest)
                .results()
                .filter(found -> !WORDS.contains(found.group(1)))
                .map(found -> new Selector(
                        found.group(1),
                        matchers(Optional.ofNullable(found.group(2)).orElse(""))))
                .toList();
    }

    private static List<Matcher> matchers(String text) {
        return MATCHER.matcher(text)
                .results()
                .map(found -> new Matcher(
                        found.group(1),
                        found.group(2),
                        found.group(3).substring(1, found.group(3).length() - 1).replace("\\\\", "\\")))
                .toList();
    }

    /** The labels that it groups by. */
    Set<String> grouping() {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .map(String::strip)
                .collect(toCollection(TreeSet::new));
    }

    /** The labels that its result is shown by. */
    Set<String> shown() {
        return SHOWN.matcher(text).results().map(found -> found.group(1)).collect(toCollection(TreeSet::new));
    }
}
