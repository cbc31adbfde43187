package dev.pgweir.catalog.roles;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which settings of a role are made for its callers: time-outs and what queries may use, but nothing by which the gateway reads
 * and writes values. Each that is left out is logged once. Thread-safe.
 */
final class TakenSettings {

    private static final Logger log = LoggerFactory.getLogger(TakenSettings.class);

    private static final Set<String> TAKEN =
            Set.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "work_mem", "jit");

    /** Of the extension pg_plan_filter, which refuses queries that cost too much. */
    private static final String PLAN_FILTER = "plan_filter.";

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, String>> taken = new HashMap<>();

    /** Takes a setting, or leaves it out. */
    void add(String role, String name, String value) {
        if (TAKEN.contains(name) || name.startsWith(PLAN_FILTER)) {
            taken.computeIfAbsent(role, _ -> new LinkedHashMap<>()).put(name, value);
        } else if (told.add(role + " " + name)) {
            log.warn(
                    "ALTER ROLE {} SET {} has no effect on requests in that role: only {} and {}* have",
                    role,
                    name,
                    TAKEN,
                    PLAN_FILTER);
        }
    }

    /** Those that were taken, by role; what is added from now on is that of another reading. */
    Map<String, Map<String, String>> take() {
        var all = Map.copyOf(taken);
        taken.clear();
        return all;
    }
}
