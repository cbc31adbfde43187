package dev.pgweir.web.problem;

import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import dev.pgweir.request.Caller.InRole;
import dev.pgweir.request.RequestContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What the database refuses the caller of the running request: one who did not say who they are may say so and come again. */
public final class Refused {

    private Refused() {}

    /**
     * The answer.
     *
     * @param message what the server says, or would say
     */
    public static Problem of(String message) {
        return isAnonymous()
                ? Problem.of(HttpStatus.UNAUTHORIZED, "unauthenticated", message)
                        .code(SqlState.INSUFFICIENT_PRIVILEGE)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                : Problem.of(HttpStatus.FORBIDDEN, "forbidden", message).code(SqlState.INSUFFICIENT_PRIVILEGE);
    }

    private static boolean isAnonymous() {
        return RequestContext.current()
                .filter(request -> request.caller() instanceof InRole caller && caller.anonymous())
                .isPresent();
    }
}
