package dev.pgweir.admin.partitions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.lifecycle.history.HistoryEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/** Something that was done to a partition, or tried. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record HistoryItem(
        Instant at,

        @Schema(description = "The process that did it", example = "4711@gateway-1")
        String gateway,

        @Schema(example = "\"public\".\"sales_2027\"") String partition,

        @Schema(allowableValues = {"make", "detach", "finish-detach", "drop", "seal", "announce-unseal", "unseal"})
        String action,

        @Schema(
                description = "`delayed` where a lock was not to be had",
                allowableValues = {"done", "delayed", "failed"})
        String outcome,

        @Schema(description = "Why it was not done") Optional<String> detail,

        @Schema(description = "How many milliseconds it took")
        long durationMs) {

    static HistoryItem of(HistoryEntry entry) {
        return new HistoryItem(
                entry.at(),
                entry.gateway(),
                entry.partition(),
                entry.action(),
                entry.ending().outcome(),
                Optional.ofNullable(entry.ending().detail()),
                entry.ending().durationMs());
    }
}
