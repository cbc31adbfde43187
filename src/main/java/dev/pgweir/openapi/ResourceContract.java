package dev.pgweir.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.openapi.schema.ColumnFilter;
import dev.pgweir.openapi.schema.DescribedResource;
import dev.pgweir.openapi.schema.FunctionNames;
import dev.pgweir.openapi.schema.ProblemSchema;
import dev.pgweir.openapi.schema.RelatedRows;
import dev.pgweir.openapi.schema.RowSchemas;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes OpenAPI documents of the resources of a catalog. Names are sorted, so that equal catalogs give equal documents;
 * columns stay in the order of their table. What several operations have in common is a component that they refer to.
 */
public final class ResourceContract {

    private ResourceContract() {}

    /** The document of all resources, and of what else the application serves. */
    public static OpenAPI ofAll(Catalog catalog, OpenAPI application) {
        var document = frame(application);
        document.getPaths().putAll(application.getPaths());
        document.setTags(
                new ArrayList<>(Optional.ofNullable(application.getTags()).orElseGet(List::of)));
        schemas(application).forEach(document.getComponents()::addSchemas);
        var resources = resources(catalog, application);
        var related = new RelatedRows(catalog, resources);
        resources.forEach(resource -> add(resource, related, document));
        addFunctions(catalog, resources, document);
        return sorted(document);
    }

    /** A table may have the path of a function, which is served then. */
    private static void addFunctions(Catalog catalog, List<DescribedResource> resources, OpenAPI document) {
        if (catalog.routines().isEmpty()) {
            return;
        }
        document.addTagsItem(
                new Tag().name(FunctionPaths.TAG).description("Functions and procedures of the database."));
        FunctionNames.of(catalog)
                .forEach((name, typeName) -> document.getPaths()
                        .put(
                                "/rpc/" + URLEncoder.encode(name, UTF_8).replace("+", "%20"),
                                new FunctionPaths(typeName, resources, document.getComponents())
                                        .of(catalog.routines(name))));
    }

    /**
     * The document of one resource, in which everything is called as in that of all; empty where there is no such. Rows that
     * it embeds have no related rows of their own there, which would lead from table to table.
     */
    public static Optional<OpenAPI> of(String name, Catalog catalog, OpenAPI application) {
        var resources = resources(catalog, application);
        return resources.stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .map(resource -> {
                    var document = frame(application);
                    var related = new RelatedRows(catalog, resources);
                    related.referredToBy(resource)
                            .forEach(other ->
                                    document.getComponents().addSchemas(other.typeName(), RowSchemas.ofColumns(other)));
                    add(resource, related, document);
                    return sorted(document);
                });
    }

    /** Says of all operations that they may be refused. */
    public static void addRefusals(OpenAPI document) {
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> ErrorAnswer.CLIENT_ERROR.addTo(operation.getResponses()));
    }

    private static List<DescribedResource> resources(Catalog catalog, OpenAPI application) {
        Set<String> taken = new HashSet<>(schemas(application).keySet());
        taken.addAll(ProblemSchema.all().keySet());
        taken.addAll(StreamedMedia.schemas().keySet());
        return DescribedResource.of(catalog, taken);
    }

    private static OpenAPI frame(OpenAPI application) {
        return new OpenAPI(SpecVersion.V31)
                .openapi(application.getOpenapi())
                .info(application.getInfo())
                .servers(application.getServers())
                .paths(new Paths())
                .security(application.getSecurity())
                .components(shared().securitySchemes(schemes(application)));
    }

    private static @Nullable Map<String, SecurityScheme> schemes(OpenAPI application) {
        var components = application.getComponents();
        return components == null ? null : components.getSecuritySchemes();
    }

    private static Components shared() {
        var components = new Components();
        ProblemSchema.all().forEach(components::addSchemas);
        StreamedMedia.schemas().forEach(components::addSchemas);
        for (var answer : ErrorAnswer.values()) {
            components.addResponses(answer.componentName(), answer.response());
        }
        for (var answer : SharedAnswer.values()) {
            components.addResponses(answer.componentName(), answer.response());
        }
        for (var header : AnswerHeader.values()) {
            components.addHeaders(header.header(), header.definition());
        }
        for (var parameter : SharedParameter.values()) {
            components.addParameters(parameter.parameter(), parameter.definition());
        }
        return components;
    }

    private static void add(DescribedResource resource, RelatedRows related, OpenAPI document) {
        var components = document.getComponents();
        document.addTagsItem(new Tag().name(resource.name()).description(resource.description()));
        RowSchemas.of(resource, related).forEach(components::addSchemas);
        RowAnswers.of(resource).forEach(components::addResponses);
        for (var column : Reads.filters(resource)) {
            components.addParameters(ColumnFilter.componentName(resource, column), ColumnFilter.of(column));
        }
        ResourcePaths.of(resource)
                .forEach((path, item) -> document.getPaths().merge(path, item, ResourceContract::both));
    }

    /** What a controller of the application serves at the same path is described already. */
    private static PathItem both(PathItem described, PathItem ours) {
        var both = new PathItem().parameters(ours.getParameters());
        ours.readOperationsMap().forEach(both::operation);
        described.readOperationsMap().forEach(both::operation);
        return both;
    }

    @SuppressWarnings("rawtypes") // as the library has them
    private static Map<String, Schema> schemas(OpenAPI application) {
        return Optional.ofNullable(application.getComponents())
                .map(Components::getSchemas)
                .orElseGet(Map::of);
    }

    private static OpenAPI sorted(OpenAPI document) {
        var paths = new Paths();
        paths.putAll(new TreeMap<>(document.getPaths()));
        document.setPaths(paths);
        var components = document.getComponents();
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        components.setResponses(new TreeMap<>(components.getResponses()));
        return document;
    }
}
