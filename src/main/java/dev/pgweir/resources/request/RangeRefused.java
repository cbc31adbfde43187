package dev.pgweir.resources.request;

import java.util.List;

/** A request would look into more partitions than the policy of its table allows. Nothing was run. */
public final class RangeRefused extends RuntimeException {

    private final boolean missing;
    private final int partitions;
    private final transient List<Parameter> remedy;

    /**
     * @param missing whether the range is open; else it is too wide
     * @param partitions into how many partitions it would look
     * @param remedy parameters with which the request would be served
     * @param message which bound is missing, or how wide it may be
     */
    public RangeRefused(boolean missing, int partitions, List<Parameter> remedy, String message) {
        super(message);
        this.missing = missing;
        this.partitions = partitions;
        this.remedy = List.copyOf(remedy);
    }

    /** Whether the range is open; else it is too wide. */
    public boolean missing() {
        return missing;
    }

    /** Into how many partitions the request would look. */
    public int partitions() {
        return partitions;
    }

    /** Parameters with which the request would be served. */
    public List<Parameter> remedy() {
        return remedy;
    }
}
