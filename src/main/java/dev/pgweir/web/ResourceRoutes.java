package dev.pgweir.web;

import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import dev.pgweir.web.route.DirectRoutes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Keeps the routes of the resources in step with the catalog. A table that changed keeps its routes and is swapped behind
 * them, so that no request falls between two registrations. A path that a controller of the application already serves
 * is left to it.
 */
@Component
class ResourceRoutes {

    private record ServedTable(ResourceController controller, Map<Operation, RequestMappingInfo> routes) {}

    private final RequestMappingHandlerMapping mappings;
    private final DirectRoutes directRoutes;
    private final ResourceControllers controllers;
    private final Map<String, ServedTable> served = new HashMap<>();

    ResourceRoutes(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            DirectRoutes directRoutes,
            ResourceControllers controllers) {
        this.mappings = mappings;
        this.directRoutes = directRoutes;
        this.controllers = controllers;
    }

    @EventListener
    synchronized void follow(CatalogChanged change) {
        var tables = change.catalog().tables();
        served.entrySet().removeIf(entry -> {
            var gone = !tables.containsKey(entry.getKey());
            if (gone) {
                directRoutes.withdraw(entry.getKey());
                withdraw(entry.getValue(), Set.of());
            }
            return gone;
        });
        var others = new Others();
        tables.values().forEach(table -> serve(table, others));
    }

    private void serve(Table table, Others others) {
        var offered = served.computeIfAbsent(
                table.name(), name -> new ServedTable(controllers.of(table), new EnumMap<>(Operation.class)));
        offered.controller().serve(table);
        var wanted = Operation.on(table);
        withdraw(offered, wanted);
        for (var operation : wanted) {
            if (!offered.routes().containsKey(operation)) {
                offer(offered, operation, Endpoint.of(operation, table.name()), others);
            }
        }
        serveDirectly(table.name(), offered, others);
    }

    /** What the application serves below the path of the resource may be meant by a path that looks like that of a row. */
    private void serveDirectly(String name, ServedTable offered, Others others) {
        Map<String, HttpRequestHandler> rows = new HashMap<>();
        Map<String, HttpRequestHandler> row = new HashMap<>();
        for (var operation : offered.routes().keySet()) {
            var endpoint = Endpoint.of(operation, name);
            (endpoint.isOfRow() ? row : rows).put(endpoint.method().name(), endpoint.of(offered.controller()));
        }
        directRoutes.serve(name, rows, others.serveBelow(name) ? Map.of() : row);
    }

    private void withdraw(ServedTable offered, Set<Operation> wanted) {
        offered.routes().entrySet().removeIf(route -> {
            var unwanted = !wanted.contains(route.getKey());
            if (unwanted) {
                mappings.unregisterMapping(route.getValue());
            }
            return unwanted;
        });
    }

    private void offer(ServedTable offered, Operation operation, Endpoint endpoint, Others others) {
        var route = RequestMappingInfo.paths(endpoint.path())
                .methods(endpoint.method())
                .options(mappings.getBuilderConfiguration())
                .build();
        if (!others.serve(route)) {
            mappings.registerMapping(route, offered.controller(), endpoint.handlerMethod());
            offered.routes().put(operation, route);
        }
    }

    /** The routes of the application's own controllers, by their paths. Looked up once: to list them copies all that there are. */
    private final class Others {

        private @Nullable Map<Set<String>, List<RequestMappingInfo>> routes;

        boolean serve(RequestMappingInfo wanted) {
            var methods = wanted.getMethodsCondition().getMethods();
            return routes().getOrDefault(wanted.getPatternValues(), List.of()).stream()
                    .map(RequestMappingInfo::getMethodsCondition)
                    .anyMatch(other -> other.isEmpty() || other.getMethods().containsAll(methods));
        }

        /** Whether one of them may match a path below this name. */
        boolean serveBelow(String name) {
            return routes().keySet().stream().flatMap(Set::stream).anyMatch(path -> isBelow(path, name));
        }

        private static boolean isBelow(String path, String name) {
            if (path.isEmpty()) {
                return false;
            }
            var end = path.indexOf('/', 1);
            var first = path.substring(1, end < 0 ? path.length() : end);
            return end < 0 ? first.equals("**") : first.equals(name) || first.contains("{") || first.contains("*");
        }

        private Map<Set<String>, List<RequestMappingInfo>> routes() {
            var known = routes;
            if (known == null) {
                known = mappings.getHandlerMethods().entrySet().stream()
                        .filter(route -> !ResourceController.class.isAssignableFrom(
                                route.getValue().getBeanType()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.groupingBy(RequestMappingInfo::getPatternValues));
                routes = known;
            }
            return known;
        }
    }
}
