package dev.pgweir.partitions;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests read and name the rows of one partitioned table.
 *
 * @param requireRange whether reads must bound the partition key on both sides
 * @param defaultWindow how far back reads go that do not bound it at all; null for all the way
 * @param maxPartitions into how many partitions one statement may look; 0 for any number
 * @param id a column whose values are unique over all partitions, by which alone rows can be named; null for none
 * @param idEpoch from when the milliseconds are counted that ids hold above their lowest 22 bits; null where they hold none
 * @param locator a table that holds the id and the partition key of each row; null for none
 */
public record TableSettings(
        @DefaultValue("false") boolean requireRange,
        @Nullable Period defaultWindow,
        @DefaultValue("0") @Min(0) int maxPartitions,
        @Nullable String id,
        @Nullable Instant idEpoch,
        @Nullable String locator) {

    @AssertTrue(message = "id-epoch and locator say more of an id: set id, too")
    boolean isIdNamed() {
        return id != null || (idEpoch == null && locator == null);
    }

    @AssertTrue(message = "require-range and default-window exclude each other")
    boolean isRangeEitherRequiredOrGiven() {
        return !requireRange || defaultWindow == null;
    }

    @AssertTrue(message = "default-window must be a period such as P90D")
    boolean isDefaultWindowBehindNow() {
        return defaultWindow == null || (!defaultWindow.isNegative() && !defaultWindow.isZero());
    }

    /** Whether something is configured that only a table can have that is partitioned by range. */
    public boolean wantsRanges() {
        return requireRange || defaultWindow != null || maxPartitions > 0 || id != null;
    }

    /** How rows are named by one column alone, if they may be. */
    public Optional<BareId> bareId() {
        return Optional.ofNullable(id)
                .map(column -> new BareId(column, Optional.ofNullable(idEpoch), Optional.ofNullable(locator)));
    }

    ReadPolicy readPolicy() {
        return new ReadPolicy(
                requireRange,
                Optional.ofNullable(defaultWindow),
                maxPartitions == 0 ? Integer.MAX_VALUE : maxPartitions);
    }

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

    /**
     * How rows of a partitioned table are named without their partition key.
     *
     * @param column whose values are unique over all partitions
     * @param epoch from when the milliseconds are counted that ids hold above their lowest 22 bits, as Snowflake's do
     * @param locator the name of a table that holds this column and the partition key of each row
     */
    public record BareId(String column, Optional<Instant> epoch, Optional<String> locator) {}
}
