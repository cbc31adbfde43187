package dev.pgweir.resources.request;

import java.util.List;

/** How a row must be for a write to be done. */
public sealed interface Precondition {

    /** Whether the row must be there. */
    default boolean wantsRow() {
        return switch (this) {
            case None _, Absent _ -> false;
            case Present _, HasVersion _ -> true;
        };
    }

    /** It may be any way. */
    record None() implements Precondition {}

    /** It must not be there. */
    record Absent() implements Precondition {}

    /** It must be there. */
    record Present() implements Precondition {}

    /**
     * It must be there and have one of these versions.
     *
     * @param versions numbers of transactions
     */
    record HasVersion(List<String> versions) implements Precondition {}
}
