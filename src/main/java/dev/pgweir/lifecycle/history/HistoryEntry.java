package dev.pgweir.lifecycle.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.modulith.NamedInterface;

/**
 * Something that was done to a partition, or tried.
 *
 * @param id its number, given by the database
 * @param at when it began
 * @param gateway which gateway did it
 * @param resource the table's resource
 * @param partition the partition
 * @param action what was done
 * @param ending how it ended
 */
@NamedInterface("operators")
@Table(name = "partition_history", schema = "${pgweir.own-schema}")
public record HistoryEntry(
        @Id @Nullable Long id,
        Instant at,
        String gateway,
        String resource,
        String partition,
        String action,
        @Embedded.Empty Ending ending) {

    /**
     * How it ended.
     *
     * @param outcome {@code done}, {@code delayed} or {@code failed}
     * @param detail why it was not done
     * @param durationMs how many milliseconds it took
     */
    public record Ending(String outcome, @Nullable String detail, long durationMs) {}
}
