package dev.pgweir.request;

/**
 * Who asks. Part of the key of whatever is remembered for one principal and must not be shown to another.
 *
 * @param name unique among principals; empty for whoever did not say
 */
public record Principal(String name) {

    /** Whoever did not say who they are. */
    public static final Principal ANONYMOUS = new Principal("");

    /** The principal of the request that runs in this thread; anonymous outside one. */
    public static Principal current() {
        return RequestContext.current().map(RequestContext::principal).orElse(ANONYMOUS);
    }
}
