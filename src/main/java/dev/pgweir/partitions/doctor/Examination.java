package dev.pgweir.partitions.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.Window;
import dev.pgweir.partitions.upkeep.TableStatus;
import dev.pgweir.partitions.upkeep.TableStatus.Finding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * How a partitioned table stands.
 *
 * @param resource the table's resource
 * @param strategy by what it is partitioned
 * @param key the columns of the partition key; empty where it holds an expression
 * @param partitions its direct partitions, by their bounds where these can be placed
 * @param gaps what lies between two partitions, and no partition holds
 * @param ahead what lies beyond the present; empty where the key tells no time
 * @param lifeCycle how its life cycle stood after the last run; empty where it has none
 * @param locks what requests lock
 * @param findings what an operator should know beside that
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Examination(
        String resource,
        @Schema(allowableValues = {"range", "list", "hash"}) String strategy,

        List<String> key,
        List<PartitionState> partitions,
        List<Gap> gaps,
        Optional<PartitionsAhead> ahead,
        Optional<TableStatus> lifeCycle,
        RequestLocks locks,
        List<Finding> findings) {

    public Examination {
        key = List.copyOf(key);
        partitions = List.copyOf(partitions);
        gaps = List.copyOf(gaps);
        findings = List.copyOf(findings);
    }

    /**
     * A partition.
     *
     * @param schema the schema it lives in
     * @param name its name
     * @param bounds as PostgreSQL writes them
     * @param from the lowest value of the key that it may hold
     * @param to the lowest value of the key above it
     * @param rows how many it has, if the server has ever estimated that
     * @param bytes what it takes on disk, with its indexes
     * @param leaves how many tables it consists of
     * @param indexes how many it has, in all its tables
     * @param indexedBy the columns with which an index of each of its tables begins
     * @param locks how many tables and indexes a statement locks that looks into all of it
     * @param locksOfRow how many a statement locks that looks for one row by its key
     * @param sealed the version of its seal, if it takes no writes
     * @param detaching whether its detach has begun and did not end
     * @param storage its access method; {@code partitioned} where it has partitions itself, {@code foreign} where it is elsewhere
     * @param server the foreign server on which it is
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PartitionState(
            String schema,
            String name,

            @Schema(example = "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')")
            String bounds,

            Optional<String> from,
            Optional<String> to,
            Optional<Long> rows,
            long bytes,
            int leaves,
            int indexes,
            List<String> indexedBy,
            int locks,
            int locksOfRow,
            Optional<Long> sealed,
            boolean detaching,
            @Schema(example = "heap") String storage,
            Optional<String> server) {

        public PartitionState {
            indexedBy = List.copyOf(indexedBy);
        }

        boolean isDefault() {
            return bounds.equals("DEFAULT");
        }

        PartitionState within(Window window) {
            var lower = window.from().map(KeyValue::text);
            var upper = window.to().map(KeyValue::text);
            return new PartitionState(
                    schema,
                    name,
                    bounds,
                    lower,
                    upper,
                    rows,
                    bytes,
                    leaves,
                    indexes,
                    indexedBy,
                    locks,
                    locksOfRow,
                    sealed,
                    detaching,
                    storage,
                    server);
        }
    }

    /**
     * Keys that no partition holds.
     *
     * @param from the lowest
     * @param to the lowest above
     */
    public record Gap(String from, String to) {}

    /**
     * The partitions that begin after the present.
     *
     * @param count how many
     * @param last where the last of them begins
     * @param left how many seconds are left until it is reached
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PartitionsAhead(int count, Optional<String> last, Optional<Long> left) {}

    /**
     * How many tables and indexes requests lock.
     *
     * @param item one that names a row by its whole key
     * @param newestPage a page of the newest rows
     * @param unbounded one without a range, ordered by another column
     * @param fastPath up to how many are cheap
     */
    public record RequestLocks(int item, int newestPage, int unbounded, int fastPath) {}
}
