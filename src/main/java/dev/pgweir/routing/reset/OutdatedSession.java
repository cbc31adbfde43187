package dev.pgweir.routing.reset;

import dev.pgweir.postgres.ServerFailure;
import java.util.Set;

/**
 * Tells whether a statement failed because the session's prepared statements are not what they were: a table has changed since, or
 * a function has dropped or made some. The driver prepares again what is run again.
 */
public final class OutdatedSession {

    /** A prepared statement does not exist, or does already. */
    private static final Set<String> STATEMENTS = Set.of("26000", "42P05");

    private static final String UNSUPPORTED = "0A000";

    private OutdatedSession() {}

    /** Whether that is the cause of a failure. */
    public static boolean isCauseOf(Throwable failure) {
        return ServerFailure.in(failure)
                .filter(found -> STATEMENTS.contains(found.state()) || isOfCachedPlan(found))
                .isPresent();
    }

    private static boolean isOfCachedPlan(ServerFailure refused) {
        return refused.is(UNSUPPORTED)
                && refused.routine().filter("RevalidateCachedQuery"::equals).isPresent();
    }
}
