package dev.pgweir.web.problem;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.problem.Problem;
import org.springframework.http.HttpStatusCode;

/** Says in a problem which failure of the database lies behind it. */
final class Causes {

    private Causes() {}

    /** A problem in the words of an exception, with the SQLSTATE that lies behind it, if there is one. */
    static Problem problem(HttpStatusCode status, String word, Exception failure) {
        var problem = Problem.of(status, word, String.valueOf(failure.getMessage()));
        ServerFailure.in(failure).ifPresent(cause -> problem.with("sqlstate", cause.state()));
        return problem;
    }

    /** Takes over what the database said, but for its message. */
    static Problem caused(Problem problem, ServerFailure cause) {
        problem.with("sqlstate", cause.state());
        if (cause.isFromServer()) {
            problem.code(cause.state());
        }
        cause.detail().ifPresent(problem::details);
        cause.hint().ifPresent(problem::hint);
        return problem;
    }
}
