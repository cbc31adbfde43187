package dev.pgweir.openapi;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.openapi.schema.ProblemSchema;
import dev.pgweir.openapi.schema.Resource;
import dev.pgweir.openapi.schema.RowSchemas;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Writes the resources of the current catalog into each OpenAPI document that springdoc builds. Names are sorted, so
 * that equal catalogs give equal documents; columns stay in the order of their table.
 */
@Component
class ResourceContract implements GlobalOpenApiCustomizer {

    private final Catalogs catalogs;

    ResourceContract(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public void customise(OpenAPI document) {
        catalogs.current().ifPresent(catalog -> describe(catalog, document));
    }

    static void describe(Catalog catalog, OpenAPI document) {
        var components = document.getComponents();
        addShared(components);
        for (var resource : Resource.of(catalog, components.getSchemas().keySet())) {
            document.addTagsItem(new Tag().name(resource.name()).description(resource.description()));
            RowSchemas.of(resource).forEach(components::addSchemas);
            ResourcePaths.of(resource).forEach((path, item) -> add(path, item, document.getPaths()));
        }
        sort(document, components);
    }

    private static void addShared(Components components) {
        ProblemSchema.all().forEach(components::addSchemas);
        for (var answer : ErrorAnswer.values()) {
            components.addResponses(answer.componentName(), answer.response());
        }
        for (var header : AnswerHeader.values()) {
            components.addHeaders(header.header(), header.definition());
        }
        for (var parameter : SharedParameter.values()) {
            components.addParameters(parameter.parameter(), parameter.definition());
        }
    }

    /** What a controller of the application serves at the same path is described already. */
    private static void add(String path, PathItem item, Paths paths) {
        var described = paths.putIfAbsent(path, item);
        if (described != null) {
            var operations = item.readOperationsMap();
            operations.keySet().removeAll(described.readOperationsMap().keySet());
            operations.forEach(described::operation);
            described.setParameters(item.getParameters());
        }
    }

    private static void sort(OpenAPI document, Components components) {
        var sorted = new Paths();
        sorted.putAll(new TreeMap<>(document.getPaths()));
        document.setPaths(sorted);
        components.setSchemas(new TreeMap<>(components.getSchemas()));
    }
}
