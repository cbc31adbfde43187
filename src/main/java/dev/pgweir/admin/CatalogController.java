package dev.pgweir.admin;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collections;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the catalog when the operator does not want to wait for its next refresh. */
@RestController
@Tag(name = "admin")
final class CatalogController {

    private final Catalogs catalogs;

    CatalogController(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Operation(
            operationId = "refreshCatalog",
            summary = "Read the tables again",
            description = "Reads tables, columns, keys and partitions from the database at once, and says which "
                    + "resources came, went or changed. Accepted from the gateway's own machine only.")
    @PostMapping(path = "/admin/catalog/refresh", produces = MediaType.APPLICATION_JSON_VALUE)
    CatalogChanges refresh() {
        var before = catalogs.current().map(Catalog::tables).orElse(Collections.emptySortedMap());
        return CatalogChanges.between(before, catalogs.refresh().tables());
    }
}
