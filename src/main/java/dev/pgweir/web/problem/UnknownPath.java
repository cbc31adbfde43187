package dev.pgweir.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Catalogs.RoleNotServed;
import dev.pgweir.catalog.Table;
import dev.pgweir.problem.Problem;
import dev.pgweir.routing.RouteReport;
import dev.pgweir.spelling.Spelling;
import java.util.Collection;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Says of a path that nothing is served at what might have been meant. Thread-safe. */
@Component
final class UnknownPath {

    private static final String FUNCTIONS = "/rpc/";

    private final Catalogs catalogs;
    private final RouteReport routes;

    UnknownPath(Catalogs catalogs, RouteReport routes) {
        this.catalogs = catalogs;
        this.routes = routes;
    }

    Problem problem(String path) {
        try {
            return catalogs.ofCaller()
                    .map(catalog -> problem(path, catalog))
                    .orElseGet(() -> beforeCatalog(routes.explain(true).refusal()));
        } catch (RoleNotServed nobody) {
            return Refused.of(String.valueOf(nobody.getMessage()));
        }
    }

    private static Problem problem(String path, Catalog catalog) {
        var parts = path.split("/", -1);
        var name = parts.length > 1 ? UriUtils.decode(parts[1], UTF_8) : "";
        if (parts.length > 2
                && catalog.table(name).filter(UnknownPath::hasNoItems).isPresent()) {
            return problem(path, name + " has no items, for it has no primary key that the gateway may read")
                    .hint("Filter its rows: /" + parts[1] + "?column=eq.value");
        }
        var near = path.startsWith(FUNCTIONS)
                ? near(path.substring(FUNCTIONS.length()), catalog.routines().keySet(), FUNCTIONS)
                : near(name, catalog.tables().keySet(), "/");
        var problem = problem(path, "nothing is served at " + path);
        return near.isEmpty() ? problem : problem.hint("Did you mean %s?".formatted(near));
    }

    private static String near(String name, Collection<String> known, String parent) {
        return Spelling.near(name, known).stream()
                .map(other -> parent + UriUtils.encode(other, UTF_8))
                .collect(joining(" or "));
    }

    private static boolean hasNoItems(Table table) {
        return table.primaryKey().filter(table::isReadable).isEmpty();
    }

    /** @param outage why no node can be read from, if none can */
    private static Problem beforeCatalog(Optional<String> outage) {
        var message = "no node has told yet which tables there are"
                + outage.map(": "::concat).orElse("");
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no-catalog", message);
    }

    private static Problem problem(String path, String message) {
        return Problem.of(HttpStatus.NOT_FOUND, "no-such-route", message).code(code(path));
    }

    /** What PostgREST answers: of a table, of a function, or of no path that there could be. */
    private static String code(String path) {
        if (path.startsWith(FUNCTIONS)) {
            return "PGRST202";
        }
        return path.lastIndexOf('/') == 0 && path.length() > 1 ? "PGRST205" : "PGRST125";
    }
}
