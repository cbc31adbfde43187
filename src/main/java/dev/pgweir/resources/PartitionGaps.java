package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tells between which partitions a row fell that none takes. */
public final class PartitionGaps {

    /** As in {@code (order_date, order_id) = (2030-01-01, 7)}, whatever the language around it. */
    private static final Pattern FIRST_VALUE = Pattern.compile("\\([^()]*\\) = \\(([^,()]*)");

    private PartitionGaps() {}

    /**
     * Describes the gap around a row.
     *
     * @param detail what PostgreSQL says of the row
     * @return empty where the partitions have changed, or their key is not one that the gateway can place
     */
    public static Optional<String> describe(Table table, String detail) {
        return RangePartitions.of(table)
                .flatMap(partitions -> FIRST_VALUE
                        .matcher(detail)
                        .results()
                        .findFirst()
                        .map((MatchResult found) -> found.group(1))
                        .flatMap(partitions.type()::parse)
                        .flatMap(partitions::gapAround)
                        .map(gap -> describe(table.name(), gap)));
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
