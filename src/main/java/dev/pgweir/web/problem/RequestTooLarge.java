package dev.pgweir.web.problem;

import org.springframework.http.HttpStatus;

/** A request is larger than the gateway takes. */
public final class RequestTooLarge extends RuntimeException {

    private final HttpStatus status;

    /** @param status 413 for a body, 414 for a URL */
    public RequestTooLarge(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
