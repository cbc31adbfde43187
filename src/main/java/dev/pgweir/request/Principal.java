package dev.pgweir.request;

/**
 * Who asks. Part of the key of whatever is remembered for one principal and must not be shown to another.
 *
 * @param name unique among principals; empty for clients that did not say who they are
 */
public record Principal(String name) {

    /** A client that did not say who it is. */
    public static final Principal ANONYMOUS = new Principal("");

    /** The principal of the request that runs in this thread; anonymous outside one. */
    public static Principal current() {
        return RequestContext.current().map(RequestContext::principal).orElse(ANONYMOUS);
    }
}
