package dev.pgweir.resources.answer;

import org.springframework.dao.DataAccessException;

/** A row of a body made the write of all of them fail; nothing was written. */
public final class FailedRow extends RuntimeException {

    private final int index;

    public FailedRow(int index, DataAccessException cause) {
        super("row %d of the body could not be written".formatted(index), cause);
        this.index = index;
    }

    /** The index of the first row that fails, from 0 up. */
    public int index() {
        return index;
    }
}
