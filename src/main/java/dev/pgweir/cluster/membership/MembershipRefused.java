package dev.pgweir.cluster.membership;

/** The nodes were not changed as an operator asked. */
public final class MembershipRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** A part of the node's definition is missing or malformed. */
        MALFORMED,
        /** A node of this name or at this address exists. */
        TAKEN,
        /** No node has this name. */
        UNKNOWN,
        /** Without the node nothing could be written. */
        LAST_PRIMARY,
        /** A look-up says which nodes there are. */
        DISCOVERED
    }

    private final Reason reason;

    MembershipRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A refusal of what is malformed. */
    public static MembershipRefused malformed(String message) {
        return new MembershipRefused(Reason.MALFORMED, message);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
