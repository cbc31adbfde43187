package dev.pgweir.openapi.document;

import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.openapi.schema.Resource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springdoc.core.properties.AbstractSwaggerUiConfigProperties.SwaggerUrl;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Fills the drop-down list of Swagger UI: the document of all resources, then that of each. */
@Component
@ConditionalOnProperty(
        name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
        matchIfMissing = true)
class ResourceMenu {

    private static final String DOCUMENTS = "/v3/api-docs";
    private static final String ALL = "All resources";

    private final SwaggerUiConfigProperties page;

    ResourceMenu(SwaggerUiConfigProperties page) {
        this.page = page;
        page.setUrlsPrimaryName(ALL);
    }

    @EventListener
    void follow(CatalogChanged change) {
        var documents = new LinkedHashSet<SwaggerUrl>();
        documents.add(new SwaggerUrl(ALL, DOCUMENTS, ALL));
        for (var resource : Resource.of(change.catalog(), Set.of())) {
            documents.add(new SwaggerUrl(resource.name(), DOCUMENTS + resource.path(), resource.name()));
        }
        page.setUrls(documents);
    }
}
