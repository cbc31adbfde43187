package dev.pgweir.routing.repeat;

import java.util.Set;
import org.postgresql.util.PSQLException;

/** Tells what a function or another server reported from what the server itself found. */
final class RaisedError {

    /** Those of the server's functions that report for PL/pgSQL, PL/Python, foreign tables and dblink. */
    private static final Set<String> REPORTERS = Set.of(
            "exec_stmt_raise",
            "PLy_elog_impl",
            "PLy_output",
            "pgfdw_report_error",
            "pgfdw_report_internal",
            "dblink_res_error");

    private RaisedError() {}

    static boolean isIn(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException told
                    && told.getServerErrorMessage() != null
                    && told.getServerErrorMessage().getRoutine() != null) {
                return REPORTERS.contains(told.getServerErrorMessage().getRoutine());
            }
        }
        return false;
    }
}
