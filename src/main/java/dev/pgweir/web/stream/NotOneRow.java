package dev.pgweir.web.stream;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The client asked for the only row, and there is none, or more than one. Worded as PostgREST's clients look for it. */
final class NotOneRow extends ErrorResponseException {

    NotOneRow(long rows) {
        super(HttpStatus.NOT_ACCEPTABLE, problem(rows), null);
    }

    private static ProblemDetail problem(long rows) {
        var message = "Cannot coerce the result to a single JSON object";
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_ACCEPTABLE, message);
        problem.setType(URI.create("urn:pgweir:problem:not-one-row"));
        problem.setProperty("code", "not-one-row");
        problem.setProperty("message", message);
        problem.setProperty("details", "The result contains %d rows".formatted(rows));
        return problem;
    }
}
