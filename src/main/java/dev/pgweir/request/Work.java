package dev.pgweir.request;

import java.util.Locale;

/** What a transaction is for, as far as it is measured. */
public enum Work {
    /** A read of one row by its key, without what belongs to it. */
    ITEM,
    /** A read of a page of rows. */
    LIST,
    /** Counting rows. */
    COUNT,
    /** Any other read. */
    READ,
    /** All that may write. */
    WRITE,
    /** An export or import. */
    STREAM,
    /** What the gateway asks for itself. */
    OWN;

    /** Its name in metrics, {@code item}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
