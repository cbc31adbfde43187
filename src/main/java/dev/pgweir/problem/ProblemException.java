package dev.pgweir.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/** A request is refused, with the answer that this carries. */
public final class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    ProblemException(ProblemDetail detail, HttpHeaders headers) {
        super(HttpStatusCode.valueOf(detail.getStatus()), detail, null);
        getHeaders().putAll(headers);
    }

    /** The answer to the request. */
    public ResponseEntity<Object> toAnswer() {
        return Problem.toAnswer(getBody(), getHeaders());
    }
}
