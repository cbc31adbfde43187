package dev.pgweir.web.problem;

/** A page begins behind the last row. */
public final class NoSuchPage extends RuntimeException {

    private final long rows;

    /** @param rows how many rows there are in all */
    public NoSuchPage(long position, long rows) {
        super("the page begins at row %d, and there are only %d".formatted(position, rows));
        this.rows = rows;
    }

    long rows() {
        return rows;
    }
}
