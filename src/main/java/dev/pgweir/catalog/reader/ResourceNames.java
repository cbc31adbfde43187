package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Table;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps tables away whose name cannot be the first segment of a path; each is told of once. Thread-safe. */
final class ResourceNames {

    private static final Logger log = LoggerFactory.getLogger(ResourceNames.class);
    private static final Set<String> RESERVED =
            Set.of("actuator", "admin", "error", "swagger-ui", "swagger-ui.html", "v3", "webjars");
    private static final String UNFIT = "{}*?/\\;%";

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether the table may become a resource. */
    boolean admit(Table table) {
        var reason = objection(table.name());
        if (reason.isPresent() && told.add(table.name())) {
            log.warn(
                    "Table {}.{} is not served, for {}: rename it, or serve it through a view",
                    table.schema(),
                    table.name(),
                    reason.get());
        }
        return reason.isEmpty();
    }

    private static Optional<String> objection(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("/" + name + " is the gateway's own");
        }
        return name.chars().anyMatch(character -> UNFIT.indexOf(character) >= 0)
                ? Optional.of("a path cannot hold one of " + UNFIT)
                : Optional.empty();
    }
}
