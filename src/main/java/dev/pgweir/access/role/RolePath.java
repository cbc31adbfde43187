package dev.pgweir.access.role;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A path into claims, as PostgREST reads them: that part of JSON Path (RFC 9535) that names members, places in lists, and
 * elements that compare with a text; and the older spelling of it, without the {@code $}. Immutable.
 */
public final class RolePath {

    private static final String QUOTED = "(?:\"(?<double>(?:[^\"\\\\]|\\\\.)*)\"|'(?<single>(?:[^'\\\\]|\\\\.)*)')";
    private static final Pattern NAME = Pattern.compile("\\.(?<name>[\\p{L}\\p{N}_$@-]+)");
    private static final Pattern QUOTED_NAME = Pattern.compile("(?:\\[\\s*" + QUOTED + "\\s*])");
    private static final Pattern OLD_NAME = Pattern.compile("\\." + QUOTED);
    private static final Pattern PLACE = Pattern.compile("\\[\\s*(?<place>-?\\d{1,9})\\s*]");
    private static final Pattern FILTER =
            Pattern.compile("\\[\\s*\\?\\s*(?<open>\\()?\\s*@\\s*(?<operator>==\\^|\\^==|\\*==|==|!=)\\s*" + QUOTED
                    + "\\s*(?<close>\\))?\\s*]");
    private static final Pattern SEARCH = Pattern.compile(
            "\\[\\s*\\?\\s*(?<open>\\()?\\s*search\\(\\s*@\\s*,\\s*" + QUOTED + "\\s*\\)\\s*(?<close>\\))?\\s*]");

    private final String text;
    private final List<Function<JsonNode, Stream<JsonNode>>> steps;

    private RolePath(String text, List<Function<JsonNode, Stream<JsonNode>>> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none that is understood
     */
    public static RolePath of(String text) {
        var start = text.startsWith("$") ? 1 : 0;
        if ((start == 0 && !text.startsWith(".")) || start == text.length()) {
            throw new IllegalArgumentException("a path begins with $ and names a claim, as in $.role");
        }
        List<Function<JsonNode, Stream<JsonNode>>> steps = new ArrayList<>();
        for (var position = start; position < text.length(); ) {
            position = step(text, position, steps);
        }
        return new RolePath(text, steps);
    }

    private static int step(String text, int from, List<Function<JsonNode, Stream<JsonNode>>> steps) {
        for (var kind : List.of(NAME, QUOTED_NAME, OLD_NAME, PLACE, FILTER, SEARCH)) {
            var found = kind.matcher(text).region(from, text.length());
            if (found.lookingAt()) {
                steps.add(step(kind, found));
                return found.end();
            }
        }
        throw new IllegalArgumentException(
                "\"%s\" is not understood: a path is made of .name, ['name'], [0], and [?(@ == 'text')]"
                        .formatted(text.substring(from)));
    }

    private static Function<JsonNode, Stream<JsonNode>> step(Pattern kind, Matcher found) {
        if (kind == PLACE) {
            var place = Integer.parseInt(found.group("place"));
            return node -> Stream.ofNullable(node.isArray() ? node.get(place < 0 ? node.size() + place : place) : null);
        }
        if (kind == FILTER || kind == SEARCH) {
            if ((found.group("open") == null) != (found.group("close") == null)) {
                throw new IllegalArgumentException("a parenthesis of \"%s\" is missing".formatted(found.group()));
            }
            var wanted = kind == FILTER ? comparison(found.group("operator"), quoted(found)) : search(quoted(found));
            return node -> StreamSupport.stream(node.spliterator(), false).filter(wanted);
        }
        var name = kind == NAME ? found.group("name") : quoted(found);
        return node -> Stream.ofNullable(node.isObject() ? node.get(name) : null);
    }

    private static Predicate<JsonNode> comparison(String operator, String text) {
        return switch (operator) {
            case "==" -> node -> node.isString() && node.stringValue().equals(text);
            case "!=" -> node -> !node.isString() || !node.stringValue().equals(text);
            case "^==" -> node -> node.isString() && node.stringValue().startsWith(text);
            case "==^" -> node -> node.isString() && node.stringValue().endsWith(text);
            default -> node -> node.isString() && node.stringValue().contains(text);
        };
    }

    private static Predicate<JsonNode> search(String expression) {
        var pattern = Pattern.compile(expression);
        return node -> node.isString() && pattern.matcher(node.stringValue()).find();
    }

    private static String quoted(Matcher found) {
        var text = found.group("double") == null ? found.group("single") : found.group("double");
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** What it leads to, the first first. */
    List<JsonNode> in(JsonNode claims) {
        var found = Stream.of(claims);
        for (var step : steps) {
            found = found.flatMap(step);
        }
        return found.toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
