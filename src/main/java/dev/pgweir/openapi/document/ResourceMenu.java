package dev.pgweir.openapi.document;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.openapi.schema.DescribedResource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springdoc.core.properties.AbstractSwaggerUiConfigProperties.SwaggerUrl;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Fills the drop-down list of Swagger UI: the document of all resources, then that of each. A page with too many of them
 * takes minutes to open, so it begins with a single one then; another is found by the {@link SearchableMenu}.
 */
@Component
@ConditionalOnProperty(
        name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
        matchIfMissing = true)
class ResourceMenu {

    private static final String DOCUMENTS = "/v3/api-docs";
    private static final String ALL = "All resources";
    private static final int MOST_ON_A_PAGE = 100;

    private final SwaggerUiConfigProperties page;
    private final String filter;
    private final boolean toldApart;

    ResourceMenu(SwaggerUiConfigProperties page, Environment environment) {
        this.toldApart = AccessProperties.of(environment).tellsCallersApart();
        this.page = page;
        this.filter = page.getFilter();
    }

    @EventListener
    void follow(CatalogChanged change) {
        var tables = change.catalog().tables();
        var documents = new LinkedHashSet<SwaggerUrl>();
        documents.add(new SwaggerUrl(ALL, DOCUMENTS, ALL));
        // The list is the same for all who load the page, also for those who may not know of a resource.
        var listed = toldApart ? Set.<DescribedResource>of() : DescribedResource.of(change.catalog(), Set.of());
        for (var resource : listed) {
            documents.add(new SwaggerUrl(resource.name(), DOCUMENTS + resource.path(), resource.name()));
        }
        page.setUrls(documents);
        var tooMany = tables.size() > MOST_ON_A_PAGE && !toldApart;
        page.setUrlsPrimaryName(tooMany ? tables.firstKey() : ALL);
        // It filters the resources of one document.
        page.setFilter(tooMany ? "false" : filter);
    }
}
