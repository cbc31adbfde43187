package dev.pgweir.routing.reset;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What each session of a pool is set to when it is opened, and again when a write that may have called functions has changed
 * it.
 *
 * @param sql the statement that sets it
 */
public record SessionSettings(String sql) {

    /** All that DISCARD ALL does, but for what the driver has prepared (PostgreSQL manual, DISCARD). */
    private static final String DISCARD = """
            SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES;
            SELECT pg_advisory_unlock_all()""";

    /**
     * Generic plans would lock every partition, the driver would send the gateway's own time zone, and would keep each notice and
     * warning that a statement raises. The others are what values read and look like, which a role or a database may have set
     * otherwise.
     */
    public static SessionSettings of(Duration statementTimeout, String searchPath) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("statement_timeout", Long.toString(statementTimeout.toMillis()));
        settings.put("application_name", "pgweir");
        settings.put("client_min_messages", "error");
        settings.put("plan_cache_mode", "force_custom_plan");
        settings.put("TimeZone", "UTC");
        settings.put("extra_float_digits", "1");
        settings.put("IntervalStyle", "postgres");
        settings.put("bytea_output", "hex");
        settings.put("xmloption", "content");
        settings.put("array_nulls", "on");
        settings.put("standard_conforming_strings", "on");
        settings.put("transform_null_equals", "off");
        settings.put("default_transaction_isolation", "read committed");
        settings.put("default_transaction_deferrable", "off");
        settings.put("idle_session_timeout", "0");
        settings.put("row_security", "on");
        settings.put("enable_partition_pruning", "on");
        settings.put("gin_fuzzy_search_limit", "0");
        settings.put("search_path", searchPath.replace("'", "''"));
        return new SessionSettings(settings.entrySet().stream()
                .map(setting -> "set_config('%s', '%s', false)".formatted(setting.getKey(), setting.getValue()))
                .collect(joining(", ", "SELECT ", "")));
    }

    /** The statements that undo whatever was done to a session. */
    String reset() {
        return DISCARD + "; " + sql;
    }

    /** What travels behind a COMMIT. A caller that keeps a connection for more than one transaction expects to find it unchanged. */
    public String behindCommit() {
        return TransactionSynchronizationManager.isActualTransactionActive() ? "\n; " + reset() : "";
    }
}
