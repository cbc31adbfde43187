package dev.pgweir.web.header;

/** A resource takes no change of a row without a condition on its version (RFC 6585, section 3). */
public final class PreconditionRequired extends RuntimeException {

    public PreconditionRequired(String resource) {
        super("a row of %s is changed by its key only, with If-Match, or made with If-None-Match: *"
                .formatted(resource));
    }
}
