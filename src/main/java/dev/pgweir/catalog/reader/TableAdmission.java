package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Table;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which tables become resources: not those that replicas do not hold, nor those whose name cannot be the first segment of a
 * path. Each table that is left out is logged once. Thread-safe.
 */
final class TableAdmission {

    private static final Logger log = LoggerFactory.getLogger(TableAdmission.class);
    private static final Set<String> RESERVED =
            Set.of("actuator", "admin", "error", "swagger-ui", "swagger-ui.html", "v3", "webjars");
    private static final String UNFIT = "{}*?/\\;%";

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Whether the table may become a resource.
     *
     * @param mistakable whether its name may be meant of a further schema
     */
    boolean admit(Table table, boolean mistakable) {
        var reason = mistakable
                ? Optional.of(
                        "its name begins with that of a further schema and a dot: rename it, or serve it through a view")
                : objection(table);
        if (reason.isPresent() && told.add(table.name())) {
            log.warn("Table {}.{} is not served, for {}", table.schema(), table.name(), reason.get());
        }
        return reason.isEmpty();
    }

    private static Optional<String> objection(Table table) {
        if (table.kind() == Table.Kind.UNLOGGED_TABLE) {
            return Optional.of("it or one of its parts is UNLOGGED, which no replica can read: "
                    + "ALTER TABLE … SET LOGGED, or put it into another schema");
        }
        return unfit(table.name()).map(reason -> reason + ": rename it, or serve it through a view");
    }

    private static Optional<String> unfit(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("/" + name + " is the gateway's own");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("it means a folder in a path");
        }
        return name.chars().anyMatch(character -> UNFIT.indexOf(character) >= 0)
                ? Optional.of("a path cannot hold one of " + UNFIT)
                : Optional.empty();
    }
}
