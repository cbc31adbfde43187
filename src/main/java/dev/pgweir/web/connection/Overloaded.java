package dev.pgweir.web.connection;

import java.util.Set;

/** The gateway has no room for a request at the moment; nothing was run for it. */
public final class Overloaded extends RuntimeException {

    /** The first parts of the paths of operators, who are not refused for it. */
    public static final Set<String> OPERATORS_PATHS = Set.of("/actuator", "/admin");

    static final String TOO_MANY = "more requests come than can be served";

    /** Of a request that has queued for too long before anything looked at it. */
    public static Overloaded late() {
        return new Overloaded(TOO_MANY);
    }

    public Overloaded(String message) {
        super(message);
    }
}
