package dev.pgweir.web.header;

import dev.pgweir.resources.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The header {@code Range: 0-24} with {@code Range-Unit: items}, by which older clients of PostgREST ask for a page. */
public final class ItemRange {

    private static final Pattern RANGE = Pattern.compile("(?:items=)?(\\d{1,9})-(\\d{1,9})?");

    private ItemRange() {}

    /** The parameters of a request, and those its range stands for; other ranges mean nothing (RFC 9110, section 14.2). */
    public static List<Parameter> addTo(List<Parameter> parameters, HttpServletRequest request) {
        var range = request.getHeader("Range");
        if (range == null || parameters.stream().anyMatch(parameter -> isPaging(parameter.name()))) {
            return parameters;
        }
        var matcher = RANGE.matcher(range.strip());
        if (!matcher.matches()) {
            return parameters;
        }
        var first = Long.parseLong(matcher.group(1));
        List<Parameter> all = new ArrayList<>(parameters);
        all.add(new Parameter("offset", Long.toString(first)));
        if (matcher.group(2) != null) {
            var rows = Math.max(0, Long.parseLong(matcher.group(2)) - first + 1);
            all.add(new Parameter("limit", Long.toString(rows)));
        }
        return all;
    }

    private static boolean isPaging(String name) {
        return name.equals("limit") || name.equals("offset") || name.equals("cursor");
    }
}
