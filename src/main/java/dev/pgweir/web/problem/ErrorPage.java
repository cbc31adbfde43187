package dev.pgweir.web.problem;

import dev.pgweir.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers the errors that never reach a controller, such as a filter's, with a problem like all others. */
@Controller
class ErrorPage implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        // Without a code it is a client who asks for this very path.
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
        var code = switch (status) {
            case NOT_FOUND -> "no-such-route";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case REQUEST_TIMEOUT -> "incomplete-body"; // the server answers it itself as soon as it waits no more
            default -> status.is4xxClientError() ? "bad-request" : "internal-error";
        };
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status, code, status.getReasonPhrase()).toProblemDetail());
    }
}
