package dev.pgweir.routing.reset;

import java.util.Set;
import org.postgresql.util.PSQLException;

/**
 * Tells whether a statement failed because the session's prepared statements are not what they were: a table has changed since, or
 * a function has dropped or made some. The driver prepares anew what is run again.
 */
public final class OutdatedSession {

    /** A prepared statement does not exist, or does already. */
    private static final Set<String> STATEMENTS = Set.of("26000", "42P05");

    private static final String UNSUPPORTED = "0A000";

    private OutdatedSession() {}

    /** Whether that is the cause of a failure. */
    public static boolean isCauseOf(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused) {
                return STATEMENTS.contains(String.valueOf(refused.getSQLState())) || isOfCachedPlan(refused);
            }
        }
        return false;
    }

    private static boolean isOfCachedPlan(PSQLException refused) {
        var message = refused.getServerErrorMessage();
        return UNSUPPORTED.equals(refused.getSQLState())
                && message != null
                && "RevalidateCachedQuery".equals(message.getRoutine());
    }
}
