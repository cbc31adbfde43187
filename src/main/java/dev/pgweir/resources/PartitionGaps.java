package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tells of a row that no partition takes its key, and between which partitions it fell. */
public final class PartitionGaps {

    /** The function of the server that reports such rows; unlike the texts it is never translated. */
    private static final String REPORTER = "ExecFindPartition";

    /** As in {@code (order_date, order_id) = (2030-01-01, 7)}, whatever the language around it. */
    private static final Pattern FIRST_VALUE = Pattern.compile("\\([^()]*\\) = \\(([^,()]*)");

    private PartitionGaps() {}

    /** Whether a row was refused since no partition takes its key. */
    public static boolean isIn(ServerFailure failure) {
        return failure.is(SqlState.CHECK_VIOLATION)
                && failure.routine().filter(REPORTER::equals).isPresent();
    }

    /**
     * Describes the gap around a row.
     *
     * @param detail what PostgreSQL says of the row
     * @return empty where the partitions have changed, or their key is not one that the gateway can place
     */
    public static Optional<String> describe(Table table, String detail) {
        return RangePartitions.of(table)
                .flatMap(partitions -> firstValue(partitions, detail)
                        .flatMap(partitions::gapAround)
                        .map(gap -> describe(table.name(), gap)));
    }

    /**
     * The key of the row because of which a write failed, since no partition of the table takes it.
     *
     * @return empty where the write failed because of something else, or the gateway cannot place the key
     */
    public static Optional<KeyValue> missing(Table table, Throwable failure) {
        return ServerFailure.in(failure)
                .flatMap(ServerFailure::told)
                .filter(message -> REPORTER.equals(message.getRoutine()))
                .filter(message -> table.relation().equals(message.getTable())
                        && table.schema().equals(message.getSchema()))
                .flatMap(message -> RangePartitions.ofOneColumn(table)
                        .flatMap(partitions -> firstValue(partitions, String.valueOf(message.getDetail()))));
    }

    private static Optional<KeyValue> firstValue(RangePartitions partitions, String detail) {
        return FIRST_VALUE
                .matcher(detail)
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .flatMap(partitions.type()::parse);
    }

    private static String describe(String table, Window gap) {
        if (gap.from().isPresent() && gap.to().isPresent()) {
            return "%s has no partition from %s to %s".formatted(table, text(gap.from()), text(gap.to()));
        }
        return gap.from().isPresent()
                ? "the partitions of %s end at %s".formatted(table, text(gap.from()))
                : "the partitions of %s begin at %s".formatted(table, text(gap.to()));
    }

    private static String text(Optional<KeyValue> value) {
        return value.map(KeyValue::text).orElse("none");
    }
}
