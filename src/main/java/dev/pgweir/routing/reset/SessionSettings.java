package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.TracelessTransactions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What each session of a pool is set to. It begins with these settings, so that {@code RESET ALL} comes back to them when a write
 * that may have called functions has changed them; only those that the driver itself sends are set again one by one.
 *
 * @param options the settings as a connection's startup options (PostgreSQL manual, chapter 20.1.4)
 * @param ofDriver the statement that sets what the driver would have set otherwise
 */
public record SessionSettings(String options, String ofDriver) {

    /** All that DISCARD ALL does, but for what the driver has prepared (PostgreSQL manual, DISCARD). */
    private static final String DISCARD = """
            SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES;
            SELECT pg_advisory_unlock_all()""";

    /** The driver would send the gateway's own time zone, and ask for digits that no number needs. */
    private static final String OF_DRIVER =
            "set_config('TimeZone', 'UTC', false), set_config('extra_float_digits', '1', false)";

    /**
     * Generic plans would lock every partition, and the driver would keep each notice and warning that a statement raises. The others
     * are what values read and look like, which a role or a database may have set otherwise; a standby refuses all else to a
     * serializable session.
     */
    public static SessionSettings of(Duration statementTimeout, String searchPath) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("statement_timeout", Long.toString(statementTimeout.toMillis()));
        settings.put("application_name", "pgweir");
        settings.put("client_min_messages", "error");
        settings.put("plan_cache_mode", "force_custom_plan");
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
        settings.put("search_path", searchPath);
        return new SessionSettings(
                settings.entrySet().stream()
                        .map(setting -> "-c " + setting.getKey() + "=" + escaped(setting.getValue()))
                        .collect(Collectors.joining(" ")),
                "SELECT " + OF_DRIVER);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(" ", "\\ ");
    }

    /** The statements that undo whatever was done to a session. */
    String reset() {
        return DISCARD + ", " + OF_DRIVER;
    }

    /** What travels behind a COMMIT. A caller that keeps a connection for more than one transaction expects to find it unchanged. */
    public String behindCommit() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return "";
        }
        return TracelessTransactions.isRunning() ? "\n; DISCARD SEQUENCES" : "\n; " + reset();
    }
}
