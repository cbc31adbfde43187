package dev.pgweir.resources.request;

import java.util.Optional;

/**
 * How a client wants a write to be done.
 *
 * @param returning whether the rows are answered
 * @param missingDefault whether columns that some rows of a body leave out take their defaults rather than null
 * @param resolution what to do with a row that is there already; empty to fail
 * @param maxAffected the most rows the write may touch
 * @param rollback whether to undo the write after all was answered
 * @param single whether the write must touch one row, no more and no less
 * @param moving whether rows may move to another partition
 */
public record WriteOptions(
        boolean returning,
        boolean missingDefault,
        Optional<Resolution> resolution,
        long maxAffected,
        boolean rollback,
        boolean single,
        boolean moving) {

    /** A write that must touch one row touched none or several; it is undone. */
    public static final class NotSingle extends RuntimeException {

        private final long rows;

        NotSingle(long rows) {
            super("%d rows".formatted(rows));
            this.rows = rows;
        }

        /** How many they were. */
        public long rows() {
            return rows;
        }
    }

    /** What to do with a row that is there already. */
    public enum Resolution {
        /** Change the columns that the body gives. */
        MERGE,
        /** Leave it as it is. */
        IGNORE
    }

    /** A write that answers nothing, fails on rows that are there already, and may touch any number of rows. */
    public static final WriteOptions PLAIN =
            new WriteOptions(false, false, Optional.empty(), Long.MAX_VALUE, false, false, false);

    /** Whether rows that are there already are changed. */
    public boolean merges() {
        return resolution.filter(Resolution.MERGE::equals).isPresent();
    }

    /** The same write, which must touch one row. */
    public WriteOptions ofOneRow() {
        return new WriteOptions(returning, missingDefault, resolution, maxAffected, rollback, true, moving);
    }

    /** Refuses a write that touched other rows than it may; to be called before it is committed. */
    public void check(long affected) {
        if (single && affected != 1) {
            throw new NotSingle(affected);
        }
        if (affected > maxAffected) {
            throw new InvalidRequest(
                    "max-affected-exceeded",
                    new Origin.Header("Prefer"),
                    "%d rows would be touched, but no more than %d may be".formatted(affected, maxAffected));
        }
    }
}
