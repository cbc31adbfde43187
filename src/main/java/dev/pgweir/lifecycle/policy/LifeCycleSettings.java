package dev.pgweir.lifecycle.policy;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the partitions of a table are made and retired. Whether it fits the type of the partition key shows only with the
 * catalog.
 *
 * @param interval the calendar unit that a partition spans, or the number of integers
 * @param makeAhead how many partitions are kept ready beyond the present one
 * @param makeMissing how many intervals from now, either way, a write may cause its missing partition to be made; 0 for none
 * @param retention how old a partition becomes before it is retired; without it none ever is
 * @param then how it is retired
 * @param zone where days begin
 */
public record LifeCycleSettings(
        @NotNull(message = "is missing: day, week, month, quarter, year, or a number of integers")
        @Pattern(
                regexp = "day|week|month|quarter|year|[1-9][0-9]{0,17}",
                message = "must be day, week, month, quarter, year, or a number of integers")
        String interval,

        @DefaultValue("3") @Min(0) @Max(366) int makeAhead,

        @DefaultValue("0") @Min(0) @Max(3660) int makeMissing,

        @Pattern(
                regexp = "(?i)P?([0-9]{1,5}[YMWD]){1,4}|[0-9]{1,18}",
                message = "must be a period such as 90d, 18m or 3y, or a number of integers")
        @Nullable
        String retention,

        @Nullable Then then,

        @DefaultValue("UTC") ZoneId zone) {

    /** What becomes of a partition that has reached its age. */
    public enum Then {
        /** It is detached, and stays as a table of its own. */
        DETACH,
        /** It is detached, and then dropped. */
        DROP,
        /** It stays, and takes no more writes. */
        SEAL
    }

    @AssertTrue(message = "retention must be longer than 0: it is how old partitions become")
    boolean isRetentionLong() {
        return retention == null || retention.matches(".*[1-9].*");
    }

    @AssertTrue(message = "retention and then (detach, drop or seal) must be given together")
    boolean isThenGivenWithRetention() {
        return (retention == null) == (then == null);
    }
}
