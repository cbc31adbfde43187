package dev.pgweir.partitions.grid;

/** The life cycle that is configured for a table does not fit it. */
public final class PolicyMisfit extends RuntimeException {

    private final String action;

    /** @param action what to do */
    PolicyMisfit(String message, String action) {
        super(message);
        this.action = action;
    }

    /** Of a table that is not there. */
    public static PolicyMisfit unknown(String resource) {
        return new PolicyMisfit(
                "pgweir.partitions.tables.%s names no table that is served".formatted(resource),
                "Correct the name, GRANT the gateway's role a privilege on the table, or remove the key.");
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
