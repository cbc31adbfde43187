package dev.pgweir.lifecycle.doctor;

import dev.pgweir.lifecycle.doctor.Examination.PartitionState;
import dev.pgweir.lifecycle.doctor.Examination.RequestLocks;
import java.util.List;
import java.util.Optional;

/**
 * What the server tells of a partitioned table.
 *
 * @param table of the table itself
 * @param partitions its direct partitions, in the order of the server
 * @param defaultHoldsRows whether it has a default partition that is not empty
 * @param locatedBy the columns that the gateway can read of the locator that is configured for it; none where there is none
 */
record Facts(Root table, List<PartitionState> partitions, boolean defaultHoldsRows, List<String> locatedBy) {

    /** The slots of a group, of which there is one before PostgreSQL 18 (FP_LOCK_SLOTS_PER_GROUP). */
    private static final int SLOTS_OF_A_GROUP = 16;

    private static final int MOST_GROUPS = 1024;
    private static final int MANY_GROUPS_SINCE = 180000;

    /**
     * The table itself, and its server.
     *
     * @param indexes how many it has
     * @param indexedBy the columns with which one of them begins
     * @param serverVersion as PostgreSQL numbers it
     * @param maxLocks the server's {@code max_locks_per_transaction}
     */
    record Root(int indexes, List<String> indexedBy, int serverVersion, int maxLocks) {

        boolean hasManyGroups() {
            return serverVersion >= MANY_GROUPS_SINCE;
        }

        /** How many locks find a place that other processes need not look at. */
        int fastPath() {
            return hasManyGroups() ? slotsFor(maxLocks) : SLOTS_OF_A_GROUP;
        }
    }

    /** How many slots there are where so many locks are expected: a power of two. */
    static int slotsFor(int locks) {
        var rounded = locks <= 1 ? 1 : Integer.highestOneBit(locks - 1) << 1;
        return Math.clamp(rounded, SLOTS_OF_A_GROUP, SLOTS_OF_A_GROUP * MOST_GROUPS);
    }

    /** Whether every partition that can have an index has one that begins with this column. */
    boolean isIndexedBy(String column) {
        return table.indexedBy.contains(column)
                || (!partitions.isEmpty()
                        && partitions.stream()
                                .filter(partition -> !partition.isForeign())
                                .allMatch(partition -> partition.indexedBy().contains(column)));
    }

    /** What requests lock, where this is the partition with the newest rows. */
    RequestLocks locks(Optional<PartitionState> newest) {
        var root = 1 + table.indexes;
        var row = partitions.stream()
                .mapToInt(partition -> partition.taken().locksOfRow())
                .max()
                .orElse(0);
        return new RequestLocks(
                root + row,
                root + newest.map(partition -> partition.taken().locks()).orElse(0),
                root
                        + partitions.stream()
                                .mapToInt(partition -> partition.taken().locks())
                                .sum(),
                table.fastPath());
    }
}
