package dev.pgweir.web;

import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

    private record Resource(ResourceController controller, Map<Operation, RequestMappingInfo> routes) {}

    private final RequestMappingHandlerMapping mappings;
    private final ResourceControllers controllers;
    private final Map<String, Resource> served = new HashMap<>();

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
                reconcile(entry.getKey(), entry.getValue(), Set.of());
            }
            return gone;
        });
        tables.values().forEach(this::serve);
    }

    private void serve(Table table) {
        var resource = served.computeIfAbsent(
                table.name(), name -> new Resource(controllers.of(table), new EnumMap<>(Operation.class)));
        resource.controller().serve(table);
        reconcile(table.name(), resource, Operation.on(table));
    }

    private void reconcile(String name, Resource resource, Set<Operation> wanted) {
        resource.routes().entrySet().removeIf(route -> {
            var unwanted = !wanted.contains(route.getKey());
            if (unwanted) {
                mappings.unregisterMapping(route.getValue());
            }
            return unwanted;
        });
        for (var operation : wanted) {
            var endpoint = Endpoint.of(operation, name);
            var route = RequestMappingInfo.paths(endpoint.path())
                    .methods(endpoint.method())
                    .options(mappings.getBuilderConfiguration())
                    .build();
            if (!resource.routes().containsKey(operation) && !isTaken(route)) {
                mappings.registerMapping(route, resource.controller(), endpoint.handler());
                resource.routes().put(operation, route);
            }
        }
    }

    private boolean isTaken(RequestMappingInfo route) {
        return mappings.getHandlerMethods().keySet().stream()
                .anyMatch(other -> other.getPatternValues().equals(route.getPatternValues())
                        && (other.getMethodsCondition().isEmpty()
                                || other.getMethodsCondition()
                                        .getMethods()
                                        .containsAll(route.getMethodsCondition().getMethods())));
    }
}
