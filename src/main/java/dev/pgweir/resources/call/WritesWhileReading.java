package dev.pgweir.resources.call;

import org.springframework.dao.DataAccessException;

/** A function writes, and was called by a request that only reads. Nothing was written. */
public final class WritesWhileReading extends RuntimeException {

    private final boolean declared;

    /** It is a procedure, and was not run. */
    WritesWhileReading(String name) {
        super(name + " writes: call it by POST");
        this.declared = true;
    }

    /** @param declared whether it is declared as one that writes */
    WritesWhileReading(String name, boolean declared, DataAccessException cause) {
        super(name + (declared ? " writes: call it by POST" : " writes, although it is declared not to"), cause);
        this.declared = declared;
    }

    /** Whether POST would run it where it can write. */
    public boolean isDeclared() {
        return declared;
    }
}
