package dev.pgweir.web;

import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
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
    private final ResourceControllers controllers;
    private final Map<String, ServedTable> served = new HashMap<>();

    ResourceRoutes(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            ResourceControllers controllers) {
        this.mappings = mappings;
        this.controllers = controllers;
    }

    @EventListener
    synchronized void follow(CatalogChanged change) {
        var tables = change.catalog().tables();
        served.entrySet().removeIf(entry -> {
            var gone = !tables.containsKey(entry.getKey());
            if (gone) {
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
            mappings.registerMapping(route, offered.controller(), endpoint.handler());
            offered.routes().put(operation, route);
        }
    }

    /** The routes of the application's own controllers, by their paths. Looked up once: to list them copies all that there are. */
    private final class Others {

        private @Nullable Map<Set<String>, List<RequestMappingInfo>> routes;

        boolean serve(RequestMappingInfo wanted) {
            var known = routes;
            if (known == null) {
                known = mappings.getHandlerMethods().entrySet().stream()
                        .filter(route -> !ResourceController.class.isAssignableFrom(
                                route.getValue().getBeanType()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.groupingBy(RequestMappingInfo::getPatternValues));
                routes = known;
            }
            var methods = wanted.getMethodsCondition().getMethods();
            return known.getOrDefault(wanted.getPatternValues(), List.of()).stream()
                    .map(RequestMappingInfo::getMethodsCondition)
                    .anyMatch(other -> other.isEmpty() || other.getMethods().containsAll(methods));
        }
    }
}
