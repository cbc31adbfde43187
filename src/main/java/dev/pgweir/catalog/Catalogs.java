package dev.pgweir.catalog;

import java.util.List;
import java.util.Optional;

/** Holds the newest catalog. Thread-safe. */
public interface Catalogs {

    /** The schemas that are exposed, the default one first. */
    List<String> schemas();

    /** The newest snapshot of all that any caller may use; empty until the first one could be read. */
    Optional<Catalog> current();

    /**
     * The newest snapshot of what the caller of the running request may use; empty until the first one could be read. Where callers
     * are not told apart, and outside requests, that is {@link #current()}.
     *
     * @throws RoleNotServed where the caller has a role that no caller may have
     */
    default Optional<Catalog> ofCaller() {
        return current();
    }

    /** A caller has a role that no caller may have. */
    final class RoleNotServed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public RoleNotServed(String role) {
            super("permission denied to set role \"%s\"".formatted(role));
        }
    }

    /**
     * Reads the catalog again, makes it current, and publishes {@link CatalogChanged} where it differs.
     *
     * @return the catalog that was read
     */
    Catalog refresh();
}
