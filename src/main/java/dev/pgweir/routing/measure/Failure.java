package dev.pgweir.routing.measure;

import java.util.Locale;

/** Why the use of a connection did not end well. What the node itself refuses, such as a row that breaks a constraint, is none. */
public enum Failure {
    /** The connection was lost, or the node was down. */
    LOST,
    /** The request was over before the node was done. */
    CANCELLED,
    /** No connection was free in time. */
    REFUSED;

    /** Its name in metrics, {@code lost}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
