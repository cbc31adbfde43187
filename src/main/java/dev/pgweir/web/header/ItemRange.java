package dev.pgweir.web.header;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The header {@code Range: 0-24} with {@code Range-Unit: items}, by which older clients of PostgREST ask for a page. */
public final class ItemRange {

    private static final Pattern RANGE = Pattern.compile("(?:items=)?(\\d{1,9})-(\\d{1,9})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final long MAX = 999_999_999;

    private ItemRange() {}

    /**
     * The parameters of a request, narrowed to the rows that its range names; other ranges mean nothing (RFC 9110, section 14.2),
     * and none does next to a cursor.
     *
     * @throws ProblemException where the range ends before it begins
     */
    public static List<Parameter> addTo(List<Parameter> parameters, HttpServletRequest request) {
        var range = request.getHeader(HttpHeaders.RANGE);
        if (range == null || parameters.stream().anyMatch(parameter -> isNamed(parameter, "cursor"))) {
            return parameters;
        }
        var matcher = RANGE.matcher(range.strip());
        if (!matcher.matches()) {
            return parameters;
        }
        var first = Long.parseLong(matcher.group(1));
        var last = matcher.group(2) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
        if (last < first) {
            throw Problem.of(
                            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                            "no-such-page",
                            "the range \"%s\" ends before it begins".formatted(range))
                    .error(Map.of("header", HttpHeaders.RANGE))
                    .toException();
        }
        return narrowed(parameters, first, last);
    }

    /** What is no number, or given twice, is left to be refused. */
    private static List<Parameter> narrowed(List<Parameter> parameters, long first, long last) {
        var offset = number(parameters, "offset", 0);
        var limit = number(parameters, "limit", Long.MAX_VALUE / 2);
        if (offset.isEmpty() || limit.isEmpty()) {
            return parameters;
        }
        var from = Math.max(first, offset.getAsLong());
        var to = Math.min(last, offset.getAsLong() + limit.getAsLong() - 1);
        List<Parameter> narrowed = new ArrayList<>(parameters);
        narrowed.removeIf(parameter -> isNamed(parameter, "offset") || isNamed(parameter, "limit"));
        narrowed.add(new Parameter("offset", Long.toString(from)));
        if (to < MAX) {
            narrowed.add(new Parameter("limit", Long.toString(Math.max(0, to - from + 1))));
        }
        return narrowed;
    }

    private static OptionalLong number(List<Parameter> parameters, String name, long absent) {
        var given = parameters.stream()
                .filter(parameter -> isNamed(parameter, name))
                .map(Parameter::value)
                .toList();
        if (given.isEmpty()) {
            return OptionalLong.of(absent);
        }
        return given.size() == 1 && NUMBER.matcher(given.getFirst()).matches()
                ? OptionalLong.of(Long.parseLong(given.getFirst()))
                : OptionalLong.empty();
    }

    private static boolean isNamed(Parameter parameter, String name) {
        return parameter.name().equals(name);
    }
}
