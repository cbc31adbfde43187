package dev.pgweir.routing.reset;

import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.routing.checkout.TracelessTransactions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What each session of a pool is set to. It begins with these settings, so that {@code RESET ALL} comes back to them when a write
 * that may have called functions has changed them; only those that the driver itself sends are set again one by one. Over a pooler,
 * which passes on no startup options, all of them are.
 *
 * @param options the settings as a connection's startup options (PostgreSQL manual, chapter 20.1.4); empty for none
 * @param oneByOne what is to be selected to set those that the session does not begin with
 */
public record SessionSettings(String options, String oneByOne) {

    /** What is to be selected to let go of advisory locks, whatever the search path. */
    static final String ALL_UNLOCKED = "pg_catalog.pg_advisory_unlock_all()";

    /** All that DISCARD ALL does, but for what the driver has prepared (PostgreSQL manual, DISCARD). */
    private static final String DISCARD =
            "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES; SELECT "
                    + ALL_UNLOCKED;

    /** The driver would send the gateway's own time zone, and ask for digits that no number needs. */
    private static final String OF_DRIVER =
            asSelected("TimeZone", "UTC") + ", " + asSelected("extra_float_digits", "1");

    /** What the driver asks for when it connects, and relies on: the session may have begun without. */
    private static final String OF_STARTUP =
            asSelected("DateStyle", "ISO") + ", " + asSelected("client_encoding", "UTF8");

    /**
     * Generic plans would lock every partition, and the driver would keep each notice and warning that a statement raises. The others
     * are what values read and look like, which a role or a database may have set otherwise; a standby refuses all else to a
     * serializable session.
     */
    public static SessionSettings of(Duration statementTimeout, String searchPath, Pooler pooler) {
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
        return switch (pooler) {
            case NONE -> new SessionSettings(asOptions(settings), OF_DRIVER);
            case SESSION -> new SessionSettings("", String.join(", ", OF_STARTUP, asSelected(settings), OF_DRIVER));
        };
    }

    private static String asOptions(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + escaped(setting.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String asSelected(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> asSelected(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String asSelected(String name, String value) {
        return "pg_catalog.set_config('%s', '%s', false)".formatted(name, value.replace("'", "''"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(" ", "\\ ");
    }

    /** The statements that set what the session does not begin with: over a pooler it may have served others before. */
    public String begin() {
        return options.isEmpty() ? reset() : "SELECT " + oneByOne;
    }

    /** The statements that undo whatever was done to a session. */
    String reset() {
        return DISCARD + ", " + oneByOne;
    }

    /** What travels behind a COMMIT. A caller that keeps a connection for more than one transaction expects to find it unchanged. */
    public String behindCommit() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return "";
        }
        return TracelessTransactions.isRunning() ? "\n; DISCARD SEQUENCES" : "\n; " + reset();
    }
}
