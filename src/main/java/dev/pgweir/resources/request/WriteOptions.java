package dev.pgweir.resources.request;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a client wants a write to be done.
 *
 * @param choices what the client chose; all else is done in the plainest way
 * @param resolution what to do with a row that is there already; empty to fail
 * @param maxAffected the most rows the write may touch
 */
public record WriteOptions(Set<Choice> choices, Optional<Resolution> resolution, long maxAffected) {

    /** What a client may choose or not. */
    public enum Choice {
        /** The rows are answered. */
        RETURNING,
        /** Columns that some rows of a body leave out take their defaults rather than null. */
        MISSING_DEFAULT,
        /** The write is undone after all was answered. */
        ROLLBACK,
        /** The write must touch one row, no more and no less. */
        SINGLE,
        /** Rows may move to another partition. */
        MOVING
    }

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
    public static final WriteOptions PLAIN = new WriteOptions(Set.of(), Optional.empty(), Long.MAX_VALUE);

    public WriteOptions {
        choices = Set.copyOf(choices);
    }

    /** The same write, where this was chosen too, if it was. */
    public WriteOptions with(Choice choice, boolean chosen) {
        if (!chosen) {
            return this;
        }
        var more = EnumSet.of(choice);
        more.addAll(choices);
        return new WriteOptions(more, resolution, maxAffected);
    }

    /** The same write, which does this with rows that are there already. */
    public WriteOptions withResolution(Resolution ofConflicts) {
        return new WriteOptions(choices, Optional.of(ofConflicts), maxAffected);
    }

    /** The same write, which may touch so many rows. */
    public WriteOptions withMaxAffected(long most) {
        return new WriteOptions(choices, resolution, most);
    }

    /** Whether the rows are answered. */
    public boolean returning() {
        return choices.contains(Choice.RETURNING);
    }

    /** Whether columns that some rows of a body leave out take their defaults rather than null. */
    public boolean missingDefault() {
        return choices.contains(Choice.MISSING_DEFAULT);
    }

    /** Whether to undo the write after all was answered. */
    public boolean rollback() {
        return choices.contains(Choice.ROLLBACK);
    }

    /** Whether rows may move to another partition. */
    public boolean moving() {
        return choices.contains(Choice.MOVING);
    }

    /** Whether rows that are there already are changed. */
    public boolean merges() {
        return resolution.equals(Optional.of(Resolution.MERGE));
    }

    /** The same write, which must touch one row. */
    public WriteOptions ofOneRow() {
        return with(Choice.SINGLE, true);
    }

    /** Refuses a write that touched other rows than it may; to be called before it is committed. */
    public void check(long affected) {
        if (choices.contains(Choice.SINGLE) && affected != 1) {
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
