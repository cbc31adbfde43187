package dev.pgweir.partitions;

import java.time.Instant;
import java.util.Optional;

/**
 * How rows of a partitioned table are named without their partition key.
 *
 * @param column whose values are unique over all partitions
 * @param epoch from when the milliseconds are counted that ids hold above their lowest 22 bits, as Snowflake's do
 * @param locator the name of a table that holds this column and the partition key of each row
 */
public record BareId(String column, Optional<Instant> epoch, Optional<String> locator) {}
