package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Privilege;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a probe asks of a node, as far as its role may. A statement that names a forbidden function fails as a whole,
 * whatever its conditions, so the privileges are asked for first.
 *
 * @param missing the optional privileges that the role lacks
 */
record Question(Set<Privilege> missing) {

    private static final String PRIVILEGES = """
            SELECT has_function_privilege(to_regprocedure('pg_catalog.pg_control_system()'), 'EXECUTE') AS identity,
                   has_function_privilege(to_regprocedure('pg_catalog.pg_control_checkpoint()'), 'EXECUTE')
                       AS checkpoint_timeline,
                   has_function_privilege(to_regprocedure('pg_catalog.pg_control_recovery()'), 'EXECUTE')
                       AS recovery_timeline,
                   has_function_privilege(to_regprocedure('pg_catalog.pg_read_file(text)'), 'EXECUTE') AS history,
                   pg_has_role('pg_read_all_stats', 'USAGE')
                       AND has_table_privilege(to_regclass('pg_catalog.pg_stat_wal_receiver'), 'SELECT')
                       AS received_timeline
            """;

    /** The history file of the primary's timeline (PostgreSQL manual, chapter 25.3.6). */
    static final String HISTORY = """
            SELECT pg_read_file('pg_wal/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) || '.history')
            """;

    Question {
        missing = Set.copyOf(missing);
    }

    /** What the role of a connection may ask there. */
    static Question on(Connection connection) throws SQLException {
        var missing = EnumSet.noneOf(Privilege.class);
        try (var statement = connection.prepareStatement(PRIVILEGES);
                var row = statement.executeQuery()) {
            row.next();
            for (var privilege : Privilege.values()) {
                if (!row.getBoolean(privilege.name())) {
                    missing.add(privilege);
                }
            }
        }
        return new Question(missing);
    }

    boolean has(Privilege privilege) {
        return !missing.contains(privilege);
    }

    /**
     * Role, identity, timeline and position. A replica has three sources for its timeline, each of which may be empty,
     * hidden or behind but never ahead. A primary's control file lags after a promotion, its log does not.
     */
    String state() {
        return """
                SELECT in_recovery,
                       pg_backend_pid() AS pid,
                       %s AS system_identifier,
                       CASE WHEN in_recovery
                            THEN greatest(%s, %s, %s)
                            ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int
                       END AS timeline,
                       CASE WHEN in_recovery
                            THEN coalesce(pg_last_wal_replay_lsn(), '0/0')
                            ELSE pg_current_wal_insert_lsn()
                       END AS lsn
                  FROM pg_is_in_recovery() AS in_recovery
                """.formatted(
                where(Privilege.IDENTITY, "(SELECT system_identifier FROM pg_control_system())"),
                where(Privilege.RECEIVED_TIMELINE, "(SELECT received_tli FROM pg_stat_wal_receiver)"),
                where(Privilege.RECOVERY_TIMELINE, "(SELECT min_recovery_end_timeline FROM pg_control_recovery())"),
                where(Privilege.CHECKPOINT_TIMELINE, "(SELECT timeline_id FROM pg_control_checkpoint())"));
    }

    private String where(Privilege privilege, String expression) {
        return has(privilege) ? expression : "NULL::int";
    }
}
