package dev.pgweir.catalog;

import java.util.List;
import java.util.Optional;

/** Holds the newest catalog. Thread-safe. */
public interface Catalogs {

    /** The schemas that are exposed, the default one first. */
    List<String> schemas();

    /** The newest snapshot; empty until the first one could be read. */
    Optional<Catalog> current();

    /**
     * Reads the catalog again, makes it current, and publishes {@link CatalogChanged} where it differs.
     *
     * @return the catalog that was read
     */
    Catalog refresh();
}
