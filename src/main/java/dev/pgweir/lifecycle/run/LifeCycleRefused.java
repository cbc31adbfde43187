package dev.pgweir.lifecycle.run;

import org.springframework.modulith.NamedInterface;

/** An operator's call cannot be done; nothing was. */
@NamedInterface("operators")
public final class LifeCycleRefused extends RuntimeException {

    private final Reason reason;

    /** Why it cannot be done. */
    public enum Reason {
        /** No table of that name is served that is partitioned by range over one column. */
        UNKNOWN_TABLE,
        /** The table has no such partition. */
        UNKNOWN_PARTITION,
        /** The call itself makes no sense for the table. */
        MALFORMED,
        /** The new partition would hold keys that another one holds. */
        OVERLAP,
        /** The default partition stands in the way. */
        DEFAULT_PARTITION,
        /** The partition is in a state that does not allow it. */
        STATE,
        /** The gateway's own tables could not be made. */
        NO_TABLES,
        /** Another gateway is changing partitions at the moment. */
        BUSY
    }

    /** Refuses for a reason, and says to people what it is. */
    public LifeCycleRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it cannot be done. */
    public Reason reason() {
        return reason;
    }
}
