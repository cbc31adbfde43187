package dev.pgweir.web.problem;

/** A request comes from a page of an origin that is not allowed to send it. */
final class OriginNotAllowed extends RuntimeException {

    OriginNotAllowed() {
        super("pages of this origin may not use the gateway");
    }
}
