package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.item.ItemAddress;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The filters by which clients of PostgREST name the row of a {@code PUT}: {@code ?id=eq.4}, one on each column of the primary
 * key and no others.
 *
 * @param key the values of the key, in key order, as a path has them
 * @param others the parameters that are no filters
 */
record KeyFilter(List<String> key, List<Parameter> others) {

    private static final String EQUALS = "eq.";
    private static final Set<String> NO_FILTERS = Set.of("select", "columns");
    private static final Set<String> OF_PAGES = Set.of("limit", "offset");

    /**
     * Takes the parameters apart.
     *
     * @throws ProblemException where the filters are not those of one key
     */
    static KeyFilter of(Table table, List<Parameter> parameters) {
        List<Parameter> others = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        var columns = table.primaryKey().map(key -> key.columns()).orElse(List.of());
        for (var parameter : parameters) {
            var name = parameter.name();
            if (OF_PAGES.contains(name)) {
                throw new InvalidRequest(
                        "limit-not-applicable",
                        new Origin.Query(name),
                        "a PUT is of one row: %s has no meaning".formatted(name));
            }
            if (NO_FILTERS.contains(name)) {
                others.add(parameter);
            } else if (!columns.contains(name)
                    || !parameter.value().startsWith(EQUALS)
                    || values.put(name, parameter.value().substring(EQUALS.length())) != null) {
                throw notOne(table, columns);
            }
        }
        var key = columns.stream()
                .flatMap(column -> Stream.ofNullable(values.get(column)))
                .toList();
        if (key.size() != columns.size()) {
            throw notOne(table, columns);
        }
        return new KeyFilter(ItemAddress.of(key), others);
    }

    private static ProblemException notOne(Table table, List<String> columns) {
        var filters = columns.stream().map(column -> column + "=eq.…").collect(Collectors.joining("&"));
        return Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "not-one-key",
                        "name one row of %s by its key and nothing else: %s".formatted(table.name(), filters))
                .header(HttpHeaders.ALLOW, Endpoint.methodsOfRows(table))
                .toException();
    }
}
