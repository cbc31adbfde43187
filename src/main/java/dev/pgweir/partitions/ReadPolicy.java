package dev.pgweir.partitions;

import java.time.Period;
import java.util.Optional;

/**
 * What a read may ask of a partitioned table.
 *
 * @param requireRange whether it must bound the partition key on both sides
 * @param defaultWindow how far back, from the newest partition that has rows, a read goes that bounds the key on neither side;
 *     empty for all the way
 * @param maxPartitions into how many partitions one statement may look
 */
public record ReadPolicy(boolean requireRange, Optional<Period> defaultWindow, int maxPartitions) {

    /** The policy that refuses nothing. */
    public static final ReadPolicy OPEN = new ReadPolicy(false, Optional.empty(), Integer.MAX_VALUE);
}
