package dev.pgweir.limits;

import java.util.Locale;

/** Which limit was reached. */
public enum Cause {
    /** The rate of a caller. */
    CALLER,
    /** The rate of an address whose callers have no name. */
    ADDRESS,
    /** The tokens from an address that were refused. */
    AUTHENTICATIONS,
    /** The requests of one at a time. */
    REQUESTS,
    /** The exports and imports of one at a time. */
    STREAMS,
    /** The connections of an address; they are closed without an answer. */
    CONNECTIONS;

    /** Its name in answers and meters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
