package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Table;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps tables away whose name is a first path segment of the gateway's own; each is told of once. Thread-safe. */
final class ReservedNames {

    private static final Logger log = LoggerFactory.getLogger(ReservedNames.class);
    private static final Set<String> RESERVED =
            Set.of("actuator", "admin", "error", "swagger-ui", "swagger-ui.html", "v3", "webjars");

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether the table may become a resource. */
    boolean admit(Table table) {
        boolean reserved = RESERVED.contains(table.name());
        if (reserved && told.add(table.name())) {
            log.warn(
                    "Table {}.{} is not served, for /{} is the gateway's own: rename it, or serve it through a view",
                    table.schema(),
                    table.name(),
                    table.name());
        }
        return !reserved;
    }
}
