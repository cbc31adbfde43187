package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses the query string of a request for rows. Immutable. */
public final class QueryParser {

    private static final Set<String> GROUPS = Set.of("and", "or", "not.and", "not.or");
    private static final Set<String> SINGLE = Set.of("select", "order", "limit", "offset", "cursor");

    private final ParseLimits limits;

    public QueryParser(ParseLimits limits) {
        this.limits = limits;
    }

    /**
     * Parses the parameters of a list.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public ResourceQuery list(Table table, List<Parameter> parameters) {
        refuseRepeated(parameters);
        return new ResourceQuery(
                table,
                projection(table, parameters),
                filter(table, parameters),
                single(parameters, "order")
                        .map(text -> OrderParser.parse(table, text))
                        .orElse(List.of()),
                paging(parameters),
                shape(parameters));
    }

    /**
     * Parses the parameters of a request for one item, which may choose columns and nothing else.
     *
     * @throws InvalidRequest naming the parameter that is not understood
     */
    public List<Column> projection(Table table, List<Parameter> parameters, Set<String> allowed) {
        refuseRepeated(parameters);
        parameters.stream()
                .filter(parameter -> !allowed.contains(parameter.name()))
                .findFirst()
                .ifPresent(parameter -> {
                    throw new InvalidRequest(
                            "unknown-parameter",
                            new Origin.Query(parameter.name()),
                            "\"%s\" has no meaning here".formatted(parameter.name()));
                });
        return projection(table, parameters);
    }

    private static List<Column> projection(Table table, List<Parameter> parameters) {
        return single(parameters, "select")
                .map(text -> ProjectionParser.parse(table, text))
                .orElse(table.columns());
    }

    private Filter filter(Table table, List<Parameter> parameters) {
        var parser = new FilterParser(table, limits);
        List<Filter> filters = new ArrayList<>();
        for (var parameter : parameters) {
            if (GROUPS.contains(parameter.name())) {
                filters.add(parser.group(parameter));
            } else if (!SINGLE.contains(parameter.name())) {
                filters.add(parser.column(parameter));
            }
        }
        return new Filter.All(filters);
    }

    private Paging paging(List<Parameter> parameters) {
        var asked = single(parameters, "limit").map(text -> number("limit", text, Integer.MAX_VALUE));
        var cursor = single(parameters, "cursor");
        var offset = single(parameters, "offset").map(text -> number("offset", text, limits.maxOffset()));
        if (cursor.isPresent() && offset.isPresent()) {
            throw new InvalidRequest(
                    "malformed-parameter", new Origin.Query("offset"), "a cursor already says where the page begins");
        }
        int limit = asked.orElse(limits.defaultLimit());
        return new Paging(Math.min(limit, limits.maxLimit()), limit > limits.maxLimit(), offset.orElse(0), cursor);
    }

    private static int number(String name, String text, int max) {
        var number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number > max) {
            throw new InvalidRequest(
                    "malformed-parameter",
                    new Origin.Query(name),
                    "%s takes a whole number from 0 to %d, not \"%s\""
                            .formatted(name, Math.min(max, 999_999_999), text));
        }
        return number;
    }

    private static Optional<String> single(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    private static void refuseRepeated(List<Parameter> parameters) {
        for (var name : SINGLE) {
            if (parameters.stream()
                            .filter(parameter -> parameter.name().equals(name))
                            .count()
                    > 1) {
                throw new InvalidRequest("malformed-parameter", new Origin.Query(name), name + " is given twice");
            }
        }
    }

    private static String shape(List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter ->
                        !SINGLE.contains(parameter.name()) || parameter.name().equals("order"))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .sorted()
                .collect(Collectors.joining("&"));
    }
}
