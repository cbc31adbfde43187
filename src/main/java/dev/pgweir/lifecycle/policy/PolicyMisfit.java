package dev.pgweir.lifecycle.policy;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The life cycle that is configured for a table does not fit it. */
public final class PolicyMisfit extends RuntimeException {

    private final String action;

    /** @param action what to do */
    PolicyMisfit(String message, String action) {
        super(message);
        this.action = action;
    }

    /** What several of them come to, a line each. */
    public static PolicyMisfit all(List<PolicyMisfit> misfits) {
        return new PolicyMisfit(
                misfits.stream().map(PolicyMisfit::getMessage).collect(joining("\n")),
                misfits.stream().map(PolicyMisfit::action).distinct().collect(joining("\n")));
    }

    /** Of a table that is not there. */
    public static PolicyMisfit unknown(String resource) {
        return new PolicyMisfit(
                "pgweir.partitions.tables.%s names no table that is served".formatted(resource),
                "Correct the name, GRANT the gateway's role a privilege on the table, or remove the key.");
    }

    /** Of a table that is not partitioned so that the gateway could keep to it. */
    public static PolicyMisfit withoutRanges(String resource) {
        return new PolicyMisfit(
                "pgweir.partitions.tables.%s sets what only a table partitioned by range can have".formatted(resource),
                "Partition %s by range over a column of type date, timestamp, timestamptz, uuid or an integer, or remove the keys."
                        .formatted(resource));
    }

    /** Of a table without the column that names its rows. */
    public static PolicyMisfit withoutId(String resource, String id) {
        return new PolicyMisfit(
                "pgweir.partitions.tables.%s.id=%s is no column of its primary key".formatted(resource, id),
                "Name a column of the primary key of %s, or remove the key.".formatted(resource));
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
