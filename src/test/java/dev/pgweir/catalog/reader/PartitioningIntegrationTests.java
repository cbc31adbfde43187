package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitioningIntegrationTests {

    @RegisterExtension
    static final EverythingSchema everything = new EverythingSchema();

    @Test
    void readsRangePartitionsWithoutTheirChildren() {
        Partitioning partitioning = everything.table("by_date").partitioning().orElseThrow();
        assertThat(partitioning.strategy()).isEqualTo(Partitioning.Strategy.RANGE);
        assertThat(partitioning.key()).containsExactly("day");
        assertThat(partitioning.partitions())
                .containsExactly(
                        partition("by_date_2023", range(value("2023-01-01"), value("2024-01-01"))),
                        partition("by_date_2024", range(value("2024-01-01"), value("2025-01-01"))),
                        partition("by_date_early", range(new Bound.MinValue(), value("2023-01-01"))),
                        partition("by_date_rest", new Bounds.Rest()));
    }

    @Test
    void readsBoundsOfSeveralColumns() {
        Partitioning partitioning = everything.table("by_two").partitioning().orElseThrow();
        assertThat(partitioning.key()).containsExactly("region", "n");
        assertThat(partitioning.partitions())
                .containsExactly(partition(
                        "by_two_a",
                        new Bounds.Range(
                                List.of(value("it's"), new Bound.MinValue()), List.of(value("z"), value("5")))));
    }

    @Test
    void readsListsAndHashes() {
        assertThat(everything.table("by_list").partitioning())
                .contains(new Partitioning(
                        Partitioning.Strategy.LIST,
                        List.of("region"),
                        List.of(partition("by_list_a", new Bounds.Values(List.of("north, east", "NULL"), true)))));
        assertThat(everything.table("by_hash").partitioning())
                .contains(new Partitioning(
                        Partitioning.Strategy.HASH,
                        List.of("id"),
                        List.of(partition("by_hash_1", new Bounds.Hash(4, 1)))));
    }

    @Test
    void namesNoKeyWherePartitioningIsByAnExpression() {
        assertThat(everything
                        .table("by_expression")
                        .partitioning()
                        .orElseThrow()
                        .key())
                .isEmpty();
        assertThat(everything.table("by_nothing").partitioning().orElseThrow().partitions())
                .isEmpty();
        assertThat(everything.table("columns").partitioning()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "by_date, by_date_early by_date_2023 by_date_2024 by_date_rest",
        "by_moment, by_moment_a by_moment_b",
        "by_number, by_number_9 by_number_10",
        "by_uuid, by_uuid_low by_uuid_high",
    })
    void writesBoundsThatTheirPartitionsCanBePlacedBy(String name, String inOrder) {
        RangePartitions partitions = RangePartitions.of(everything.table(name)).orElseThrow();
        assertThat(partitions.intersecting(Window.ALL))
                .extracting(Partition::name)
                .containsExactly(inOrder.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"by_two", "by_list", "by_hash", "by_expression", "columns"})
    void writesNothingToPlaceForOtherTables(String name) {
        assertThat(RangePartitions.of(everything.table(name))).isEmpty();
    }

    @Test
    void leavesOutAPartitionThatIsBeingDetached() {
        everything.execute(
                "CREATE TABLE everything.shrinking (n integer) PARTITION BY RANGE (n)",
                "CREATE TABLE everything.shrinking_1 PARTITION OF everything.shrinking FOR VALUES FROM (1) TO (2)",
                "GRANT SELECT ON everything.shrinking TO catalog_tests",
                "UPDATE pg_inherits SET inhdetachpending = true"
                        + " WHERE inhrelid = 'everything.shrinking_1'::regclass");
        Table shrinking = Catalog.of(everything.reader("everything").tables(List.of()))
                .table("shrinking")
                .orElseThrow();
        assertThat(shrinking.partitioning().map(Partitioning::partitions)).contains(List.of());
    }

    private static Partition partition(String name, Bounds bounds) {
        return new Partition("everything", name, bounds);
    }

    private static Bounds range(Bound from, Bound to) {
        return new Bounds.Range(List.of(from), List.of(to));
    }

    private static Bound value(String text) {
        return new Bound.Value(text);
    }
}
