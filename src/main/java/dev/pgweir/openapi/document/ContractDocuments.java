package dev.pgweir.openapi.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.openapi.ResourceContract;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Holds the document of all resources, built from a catalog when it is first asked for and kept for as long as that;
 * that of a single resource is built each time. Thread-safe: while one of them builds, the others wait.
 */
@Component
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class ContractDocuments {

    private static final Catalog NONE = Catalog.of(List.of());

    private final Catalogs catalogs;
    private final ApplicationContract application;
    private final Cache<Catalog, Map<DocumentForm, Document>> kept =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    ContractDocuments(Catalogs catalogs, ApplicationContract application) {
        this.catalogs = catalogs;
        this.application = application;
    }

    /** The document of all resources that the caller may use, and of what else the gateway serves. */
    synchronized Document ofAll(DocumentForm form) {
        var catalog = catalog();
        return kept.get(catalog, _ -> new EnumMap<>(DocumentForm.class))
                .computeIfAbsent(
                        form, wanted -> Document.of(ResourceContract.ofAll(catalog, application.read()), wanted));
    }

    /** The document of one resource. */
    Optional<Document> of(String resource, DocumentForm form) {
        Optional<OpenAPI> content = ResourceContract.of(resource, catalog(), application.read());
        return content.map(document -> Document.of(document, form));
    }

    private Catalog catalog() {
        return catalogs.ofCaller().orElse(NONE);
    }
}
