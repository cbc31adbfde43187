package dev.pgweir.admin;

import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An administrative request is refused, in the form of the gateway's other errors. */
public class AdminProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * @param code its stable name, in words joined by hyphens
     * @param message why, for people
     * @param hint what to do instead
     */
    public AdminProblem(HttpStatus status, String code, String message, String hint) {
        this(status, code, message, Optional.of(hint));
    }

    /** A refusal for which there may be nothing else to do. */
    protected AdminProblem(HttpStatus status, String code, String message, Optional<String> hint) {
        super(status, problem(status, code, message, hint), null);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String message, Optional<String> hint) {
        var problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setType(URI.create("urn:pgweir:problem:" + code));
        problem.setProperty("code", code);
        problem.setProperty("message", message);
        problem.setProperty("details", null);
        problem.setProperty("hint", hint.orElse(null));
        return problem;
    }
}
