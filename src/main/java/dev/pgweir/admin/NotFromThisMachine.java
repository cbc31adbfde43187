package dev.pgweir.admin;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that changes something came from another machine. */
final class NotFromThisMachine extends ErrorResponseException {

    NotFromThisMachine(String address) {
        super(HttpStatus.FORBIDDEN, problem(address), null);
    }

    private static ProblemDetail problem(String address) {
        var message = "Administrative requests that change something are accepted from the gateway's own machine only, "
                + "and not through a proxy; this one came from %s.".formatted(address);
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, message);
        problem.setType(URI.create("urn:pgweir:problem:loopback-only"));
        problem.setTitle("Not from this machine");
        problem.setProperty("code", "loopback-only");
        problem.setProperty("message", message);
        problem.setProperty(
                "hint",
                "Send the request to localhost on the machine that runs the gateway. "
                        + "With server.forward-headers-strategy=native all are refused; framework does not need that.");
        return problem;
    }
}
