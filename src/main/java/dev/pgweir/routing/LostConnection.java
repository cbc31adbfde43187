package dev.pgweir.routing;

import dev.pgweir.postgres.ServerFailure;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells a connection that failed from an error that came over one that still answers. An SQLSTATE alone says nothing: a
 * trigger, or a foreign table whose server is away, may raise any. What the server says before it ends a connection is
 * followed by the driver's own word that it has ended.
 */
public final class LostConnection {

    /** Of the driver. */
    private static final Set<String> CONNECTION_ENDED =
            Set.of("08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03");

    /** Of the driver, for a result beyond {@code maxResultBuffer}: it then gives the connection up itself. */
    private static final String RESULT_TOO_LARGE = "08S01";

    /** A time-out that ended the session: in a transaction, of the transaction, and between transactions. */
    private static final Set<String> SESSION_TIMED_OUT = Set.of("25P03", "25P04", "57P05");

    private static final String TRANSACTION_TIMED_OUT = "25P04";

    private LostConnection() {}

    /** Whether a state of the driver says that a connection has ended, or could not be opened. */
    public static boolean isSaidBy(String state) {
        return CONNECTION_ENDED.contains(state);
    }

    /** Whether a failure, or one of its causes, is that a connection has ended or could not be opened. */
    public static boolean isIn(Throwable failure) {
        return ServerFailure.in(failure)
                .map(ServerFailure::exception)
                .filter(sql -> driverSays(sql, LostConnection::isSaidBy) && !driverSays(sql, RESULT_TOO_LARGE::equals))
                .isPresent();
    }

    /** Whether the caller of a statement will never learn how it ended. */
    public static boolean hidesOutcomeIn(Throwable failure) {
        return ServerFailure.in(failure)
                .map(ServerFailure::exception)
                .filter(sql -> driverSays(sql, state -> state.startsWith("08") || state.startsWith("57P")))
                .isPresent();
    }

    /** Whether the server has ended the session for its own time-out, which says nothing of the node. */
    public static boolean isOfSessionOnly(SQLException failure) {
        return isIn(failure) && SESSION_TIMED_OUT.contains(failure.getSQLState());
    }

    /** Whether the server has ended a transaction that ran longer than its {@code transaction_timeout}: so would another. */
    public static boolean isOfOverdueTransaction(Throwable failure) {
        return ServerFailure.in(failure)
                .filter(found -> found.isFromServer() && found.is(TRANSACTION_TIMED_OUT))
                .isPresent();
    }

    private static boolean driverSays(SQLException failure, Predicate<String> condition) {
        for (var each = failure; each != null; each = each.getNextException()) {
            var state = each.getSQLState();
            if (!ServerFailure.of(each).isFromServer() && state != null && condition.test(state)) {
                return true;
            }
        }
        return false;
    }
}
