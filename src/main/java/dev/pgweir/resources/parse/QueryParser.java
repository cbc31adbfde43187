package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Paging;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses the query string of a request for rows. Immutable. */
public final class QueryParser {

    private static final Set<String> GROUPS = Set.of("and", "or", "not.and", "not.or", "having");
    private static final Set<String> SINGLE = Set.of("select", "order", "limit", "offset", "cursor");

    /** What the largest value of a parameter is set by. */
    private static final Map<String, String> SETTINGS = Map.of("offset", " (pgweir.resources.max-offset)");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

    private final ParseLimits limits;
    private final Selections selections = new Selections();

    public QueryParser(ParseLimits limits) {
        this.limits = limits;
    }

    /**
     * Parses the parameters of a list.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public ResourceQuery list(Table table, List<Parameter> parameters) {
        var single = single(parameters);
        return query(table, parameters, single, paging(single));
    }

    /**
     * Parses the parameters of an export, which has no pages and all rows where it names no limit.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public ResourceQuery export(Table table, List<Parameter> parameters) {
        var single = single(parameters);
        if (single.containsKey("cursor")) {
            throw new InvalidRequest("malformed-parameter", new Origin.Query("cursor"), "an export has no pages");
        }
        var limit = number(single, "limit", Paging.NO_LIMIT, Integer.MAX_VALUE);
        var offset = number(single, "offset", 0, limits.maxOffset());
        return query(table, parameters, single, new Paging(limit, false, offset, Optional.empty()));
    }

    private ResourceQuery query(Table table, List<Parameter> parameters, Map<String, String> single, Paging paging) {
        var selection = selections.of(table, single);
        var filters = filters(table, parameters);
        var grouped = selection.hasAggregates() || Grouping.isWanted(filters);
        if (grouped) {
            Grouping.check(single.containsKey("select"), selection);
        }
        return new ResourceQuery(
                table,
                selection,
                grouped ? Grouping.ofRows(filters) : new Filter.All(filters),
                grouped ? Optional.of(Grouping.ofGroups(filters)) : Optional.empty(),
                paging,
                shape(parameters, grouped));
    }

    /**
     * Parses the parameters of a request for rows that are known already, which may choose columns and nothing else.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public Selection selection(Table table, List<Parameter> parameters) {
        refuseOthers(parameters, Set.of("select"));
        var selection = selections.of(table, single(parameters));
        Grouping.refuse(selection.projection());
        return selection;
    }

    /** The columns of rows that are known already. */
    static List<Selected> returned(Table table, Map<String, String> single) {
        var projection = Selections.projection(table, single.get("select"));
        Grouping.refuse(projection);
        return projection;
    }

    List<Filter> filters(Table table, List<Parameter> parameters) {
        var parser = new FilterParser(table, limits);
        List<Filter> filters = new ArrayList<>();
        for (var parameter : parameters) {
            if (GROUPS.contains(parameter.name())) {
                filters.add(parser.group(parameter));
            } else if (!SINGLE.contains(parameter.name())) {
                filters.add(parser.column(parameter));
            }
        }
        return filters;
    }

    private Paging paging(Map<String, String> single) {
        var limit = number(single, "limit", limits.defaultLimit(), Integer.MAX_VALUE);
        var offset = number(single, "offset", 0, limits.maxOffset());
        var cursor = Optional.ofNullable(single.get("cursor"));
        if (cursor.isPresent() && single.containsKey("offset")) {
            throw new InvalidRequest(
                    "malformed-parameter", new Origin.Query("offset"), "a cursor already says where the page begins");
        }
        return new Paging(Math.min(limit, limits.maxLimit()), limit > limits.maxLimit(), offset, cursor);
    }

    /** Which rows of a write are answered. */
    Paging shown(Map<String, String> single) {
        var limit = number(single, "limit", Paging.NO_LIMIT, Integer.MAX_VALUE);
        return new Paging(limit, false, number(single, "offset", 0, limits.maxOffset()), Optional.empty());
    }

    private static int number(Map<String, String> single, String name, int absent, int max) {
        var text = single.get(name);
        if (text == null) {
            return absent;
        }
        var number = WHOLE_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < 0 || number > max) {
            throw new InvalidRequest(
                    "malformed-parameter",
                    new Origin.Query(name),
                    "%s takes a whole number from 0 to %d%s, not \"%s\""
                            .formatted(name, Math.min(max, 999_999_999), SETTINGS.getOrDefault(name, ""), text));
        }
        return number;
    }

    private static Map<String, String> single(List<Parameter> parameters) {
        return single(parameters, SINGLE);
    }

    /** The values of those parameters that may be given once, by name. */
    static Map<String, String> single(List<Parameter> parameters, Set<String> names) {
        Map<String, String> single = new HashMap<>();
        for (var parameter : parameters) {
            var name = parameter.name();
            if (names.contains(name) && single.put(name, parameter.value()) != null) {
                throw new InvalidRequest("malformed-parameter", new Origin.Query(name), name + " is given twice");
            }
        }
        return single;
    }

    /** Refuses parameters that are not among these. */
    static void refuseOthers(List<Parameter> parameters, Set<String> known) {
        for (var parameter : parameters) {
            if (!known.contains(parameter.name())) {
                throw meaningless(parameter);
            }
        }
    }

    /** Refuses parameters that mean something else than a filter. */
    static void refuseReserved(List<Parameter> filters) {
        for (var parameter : filters) {
            if (SINGLE.contains(parameter.name())) {
                throw meaningless(parameter);
            }
        }
    }

    private static InvalidRequest meaningless(Parameter parameter) {
        return new InvalidRequest(
                "unknown-parameter",
                new Origin.Query(parameter.name()),
                "\"%s\" has no meaning here".formatted(parameter.name()));
    }

    /** What is selected changes the rows of the answer only where it also says how they are grouped. */
    private static String shape(List<Parameter> parameters, boolean grouped) {
        List<String> words = new ArrayList<>();
        for (var parameter : parameters) {
            var name = parameter.name();
            if (!SINGLE.contains(name) || name.equals("order") || (grouped && name.equals("select"))) {
                words.add(parameter.name() + "=" + parameter.value());
            }
        }
        Collections.sort(words);
        return String.join("&", words);
    }
}
