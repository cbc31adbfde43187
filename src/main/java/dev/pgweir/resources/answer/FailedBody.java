package dev.pgweir.resources.answer;

import org.springframework.dao.DataAccessException;

/** What a body gives made the write of all of it fail; nothing was written. */
public final class FailedBody extends RuntimeException {

    private final String pointer;

    /** @param pointer the JSON pointer (RFC 6901) to the row, or to its column, that is to blame; empty for the only row */
    public FailedBody(String pointer, DataAccessException cause) {
        super("the body could not be written", cause);
        this.pointer = pointer;
    }

    /** Where in the body the fault is. */
    public String pointer() {
        return pointer;
    }
}
