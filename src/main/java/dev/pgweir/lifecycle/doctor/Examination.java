package dev.pgweir.lifecycle.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.run.TableStatus;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.Window;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * How a partitioned table stands.
 *
 * @param resource the table's resource
 * @param scheme by what it is partitioned
 * @param coverage what its partitions hold
 * @param lifeCycle how its life cycle stood after the last run; empty where it has none
 * @param locks what requests lock
 * @param findings what else an operator should know
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Examination(
        String resource,
        @JsonUnwrapped Scheme scheme,
        @JsonUnwrapped Coverage coverage,
        Optional<TableStatus> lifeCycle,
        RequestLocks locks,
        List<Finding> findings) {

    public Examination {
        findings = List.copyOf(findings);
    }

    /**
     * By what a table is partitioned.
     *
     * @param strategy the way
     * @param key the columns of the partition key; empty where it holds an expression
     */
    public record Scheme(
            @Schema(allowableValues = {"range", "list", "hash"})
            String strategy,

            List<String> key) {

        public Scheme {
            key = List.copyOf(key);
        }
    }

    /**
     * What the partitions of a table hold.
     *
     * @param partitions its direct partitions, by their bounds where these can be placed
     * @param gaps what lies between two partitions, and no partition holds
     * @param ahead what lies beyond the present; empty where the key tells no time
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Coverage(List<PartitionState> partitions, List<Gap> gaps, Optional<PartitionsAhead> ahead) {

        public Coverage {
            partitions = List.copyOf(partitions);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * A partition.
     *
     * @param place what it is called, and which keys it holds
     * @param size how large it is
     * @param indexedBy the columns with which an index of each of its tables begins
     * @param taken how much statements lock of it
     * @param sealed the version of its seal, if it takes no writes
     * @param detaching whether its detach has begun and did not end
     * @param home where its rows are
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PartitionState(
            @JsonUnwrapped Place place,
            @JsonUnwrapped Size size,
            List<String> indexedBy,
            @JsonUnwrapped Locked taken,
            Optional<Long> sealed,
            boolean detaching,
            @JsonUnwrapped Home home) {

        public PartitionState {
            indexedBy = List.copyOf(indexedBy);
        }

        QualifiedName qualifiedName() {
            return new QualifiedName(place.schema, place.name);
        }

        boolean isDefault() {
            return place.bounds.equals("DEFAULT");
        }

        boolean isForeign() {
            return home.storage.equals("foreign");
        }

        PartitionState within(Window window) {
            return new PartitionState(place.within(window), size, indexedBy, taken, sealed, detaching, home);
        }
    }

    /**
     * What a partition is called, and which keys it holds.
     *
     * @param schema the schema it lives in
     * @param name its name
     * @param bounds as PostgreSQL writes them
     * @param from the lowest value of the key that it may hold
     * @param to the lowest value of the key above it
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Place(
            String schema,
            String name,

            @Schema(example = "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')")
            String bounds,

            Optional<String> from,
            Optional<String> to) {

        private Place within(Window window) {
            return new Place(
                    schema,
                    name,
                    bounds,
                    window.from().map(KeyValue::text),
                    window.to().map(KeyValue::text));
        }
    }

    /**
     * How large a partition is.
     *
     * @param rows how many it has, if the server has ever estimated that
     * @param bytes what it takes on disk, with its indexes
     * @param leaves how many tables it consists of
     * @param indexes how many it has, in all its tables
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Size(Optional<Long> rows, long bytes, int leaves, int indexes) {}

    /**
     * How many tables and indexes of a partition statements lock.
     *
     * @param locks one that looks into all of it
     * @param locksOfRow one that looks for one row by its key
     */
    public record Locked(int locks, int locksOfRow) {}

    /**
     * Where the rows of a partition are.
     *
     * @param storage its access method; {@code partitioned} where it has partitions itself, {@code foreign} where it is elsewhere
     * @param server the foreign server on which it is
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Home(@Schema(example = "heap") String storage, Optional<String> server) {}

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
