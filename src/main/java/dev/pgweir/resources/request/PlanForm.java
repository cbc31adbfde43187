package dev.pgweir.resources.request;

import java.util.Set;
import java.util.TreeSet;

/**
 * How the server's plan of a statement is to be told (PostgreSQL manual, EXPLAIN).
 *
 * @param json whether as JSON rather than as text
 * @param options what else is to be told, in capitals; ANALYZE runs the statement
 */
public record PlanForm(boolean json, Set<String> options) {

    /** What may be asked for. */
    public static final Set<String> OPTIONS = Set.of("ANALYZE", "VERBOSE", "SETTINGS", "BUFFERS", "WAL");

    public PlanForm {
        options = Set.copyOf(options);
    }

    /** What stands before a statement. */
    public String prefix() {
        var all = new TreeSet<>(options);
        all.add(json ? "FORMAT JSON" : "FORMAT TEXT");
        return "EXPLAIN (" + String.join(", ", all) + ") ";
    }
}
