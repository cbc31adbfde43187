package dev.pgweir.openapi.document;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.openapi.ResourceContract;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Holds the document of all resources, built from a catalog when it is first asked for and kept until the catalog changes;
 * that of a single resource is built each time. Thread-safe: while one of them builds, the others wait.
 */
@Component
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class ContractDocuments {

    private final Catalogs catalogs;
    private final ApplicationContract application;
    private final Map<DocumentForm, Document> kept = new EnumMap<>(DocumentForm.class);
    private Catalog keptOf = Catalog.of(List.of());

    ContractDocuments(Catalogs catalogs, ApplicationContract application) {
        this.catalogs = catalogs;
        this.application = application;
    }

    /** The document of all resources, and of what else the gateway serves. */
    @SuppressWarnings("ReferenceEquality") // a catalog is replaced only by another that differs
    synchronized Document ofAll(DocumentForm form) {
        var catalog = catalog();
        if (catalog != keptOf) {
            kept.clear();
            keptOf = catalog;
        }
        return kept.computeIfAbsent(
                form, wanted -> Document.of(ResourceContract.ofAll(catalog, application.read()), wanted));
    }

    /** The document of one resource. */
    Optional<Document> of(String resource, DocumentForm form) {
        Optional<OpenAPI> content = ResourceContract.of(resource, catalog(), application.read());
        return content.map(document -> Document.of(document, form));
    }

    @EventListener
    synchronized void forget(CatalogChanged change) {
        kept.clear();
    }

    private Catalog catalog() {
        return catalogs.current().orElseGet(() -> Catalog.of(List.of()));
    }
}
