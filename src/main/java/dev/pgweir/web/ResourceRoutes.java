package dev.pgweir.web;

import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Resources;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(ResourceRoutes.class);
    private static final String UNFIT_FOR_PATHS = "{}*?/\\;%";

    private record Resource(ResourceController controller, Map<Endpoint, RequestMappingInfo> routes) {}

    private final RequestMappingHandlerMapping mappings;
    private final Resources resources;
    private final Bodies bodies;
    private final Map<String, Resource> served = new HashMap<>();

    ResourceRoutes(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            Resources resources,
            WebProperties properties) {
        this.mappings = mappings;
        this.resources = resources;
        this.bodies = new Bodies(properties.maxBodySize().toBytes());
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
        if (table.name().chars().anyMatch(character -> UNFIT_FOR_PATHS.indexOf(character) >= 0)) {
            LOG.warn("{} is not served: its name does not fit into a path", table.name());
            return;
        }
        var resource = served.computeIfAbsent(
                table.name(),
                name -> new Resource(new ResourceController(table, resources, bodies), new EnumMap<>(Endpoint.class)));
        resource.controller().serve(table);
        reconcile(table.name(), resource, Endpoint.of(table));
    }

    private void reconcile(String name, Resource resource, Set<Endpoint> wanted) {
        resource.routes().entrySet().removeIf(route -> {
            var unwanted = !wanted.contains(route.getKey());
            if (unwanted) {
                mappings.unregisterMapping(route.getValue());
            }
            return unwanted;
        });
        for (var endpoint : wanted) {
            var route = RequestMappingInfo.paths(endpoint.path(name))
                    .methods(endpoint.method())
                    .options(mappings.getBuilderConfiguration())
                    .build();
            if (!resource.routes().containsKey(endpoint) && !isTaken(route)) {
                mappings.registerMapping(route, resource.controller(), endpoint.handler());
                resource.routes().put(endpoint, route);
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
