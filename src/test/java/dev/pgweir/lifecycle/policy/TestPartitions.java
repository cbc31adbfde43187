package dev.pgweir.lifecycle.policy;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Structure;
import dev.pgweir.partitions.RangePartitions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Made-up partitioned tables. */
final class TestPartitions {

    private TestPartitions() {}

    static RangePartitions of(String type, Partition... partitions) {
        return RangePartitions.of(table(type, partitions)).orElseThrow();
    }

    static Table table(String type, Partition... partitions) {
        var column = new Column(
                "at", ColumnType.of(type), false, Optional.empty(), Column.Generation.NONE, Optional.empty());
        var partitioning = new Partitioning(Partitioning.Strategy.RANGE, List.of("at"), List.of(partitions));
        return new Table(
                "public",
                "sales",
                Table.Kind.PARTITIONED_TABLE,
                Optional.empty(),
                new Structure(List.of(column), List.of(), List.of(), Optional.of(partitioning)),
                new Access(Set.of(), EnumSet.allOf(Table.Trait.class)));
    }

    static Partition partition(String name, String from, String to) {
        return new Partition("public", name, new Bounds.Range(List.of(bound(from)), List.of(bound(to))));
    }

    private static Bound bound(String text) {
        return switch (text) {
            case "MINVALUE" -> new Bound.MinValue();
            case "MAXVALUE" -> new Bound.MaxValue();
            default -> new Bound.Value(text);
        };
    }
}
