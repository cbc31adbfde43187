package dev.pgweir.web;

import org.springframework.http.HttpStatus;

/** A request is larger than the gateway takes. */
final class RequestTooLarge extends RuntimeException {

    private final HttpStatus status;

    RequestTooLarge(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    /** 413 for a body, 414 for a URL. */
    HttpStatus status() {
        return status;
    }
}
