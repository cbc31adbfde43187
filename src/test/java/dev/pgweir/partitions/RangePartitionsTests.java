package dev.pgweir.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Partitioning.Strategy;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Structure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangePartitionsTests {

    private static final Partition Y2022 = range("sales_2022", value("2022-01-01"), value("2023-01-01"));
    private static final Partition Y2023 = range("sales_2023", value("2023-01-01"), value("2024-01-01"));
    private static final Partition Y2024 = range("sales_2024", value("2024-01-01"), value("2025-01-01"));
    private static final Partition BEFORE = range("sales_before", new Bound.MinValue(), value("2022-01-01"));
    private static final Partition AFTER = range("sales_after", value("2025-01-01"), new Bound.MaxValue());
    private static final Partition REST = new Partition("public", "sales_rest", new Bounds.Rest());

    @Test
    void findsThePartitionsThatAWindowTouchesInTheOrderOfTheirBounds() {
        RangePartitions sales = placed(Y2024, Y2022, Y2023);
        assertThat(sales.intersecting(Window.ALL)).containsExactly(Y2022, Y2023, Y2024);
        assertThat(sales.intersecting(Window.startingAt(day("2023-12-31")))).containsExactly(Y2023, Y2024);
        assertThat(sales.intersecting(Window.before(day("2023-01-01")))).containsExactly(Y2022);
        assertThat(sales.intersecting(Window.only(day("2024-01-01")))).containsExactly(Y2024);
        assertThat(sales.intersecting(Window.startingAt(day("2025-01-01")))).isEmpty();
    }

    @Test
    void tellsTheBoundsOfThePartitionAroundAValue() {
        assertThat(placed(Y2022, REST, Y2023).windowAround(day("2023-05-05")))
                .contains(Window.startingAt(day("2023-01-01")).intersect(Window.before(day("2024-01-01"))));
        assertThat(placed(Y2022, REST, Y2023).windowAround(day("2024-01-01"))).isEmpty();
    }

    @Test
    void findsNothingForAnEmptyWindow() {
        Window empty = Window.startingAt(day("2023-06-01")).intersect(Window.before(day("2023-06-01")));
        assertThat(placed(Y2023, REST).intersecting(empty)).isEmpty();
    }

    @Test
    void extendsFromTheLowestBoundToTheHighest() {
        assertThat(placed(Y2023, Y2022).extent())
                .isEqualTo(Window.startingAt(day("2022-01-01")).intersect(Window.before(day("2024-01-01"))));
        assertThat(placed(Y2022, BEFORE).extent()).isEqualTo(Window.before(day("2023-01-01")));
        assertThat(placed(AFTER, Y2024).extent()).isEqualTo(Window.startingAt(day("2024-01-01")));
        assertThat(placed().extent()).isEqualTo(Window.ALL);
    }

    @Test
    void reckonsWithTheDefaultPartitionEverywhere() {
        RangePartitions sales = placed(Y2022, REST, Y2023);
        assertThat(sales.extent()).isEqualTo(Window.ALL);
        assertThat(sales.intersecting(Window.only(day("2023-05-05")))).containsExactly(Y2023, REST);
    }

    @Test
    void placesTheUnboundedPartitionFirst() {
        assertThat(placed(AFTER, Y2022, BEFORE).intersecting(Window.ALL)).containsExactly(BEFORE, Y2022, AFTER);
    }

    @Test
    void takesInfinityForAnOpenEnd() {
        Partition all = range("sales_all", value("-infinity"), value("infinity"));
        assertThat(placed(all).extent()).isEqualTo(Window.ALL);
    }

    @Test
    void answersNothingWhereABoundIsNotUnderstood() {
        Partition antiquity = range("sales_old", value("0044-03-15 BC"), value("2022-01-01"));
        assertThat(RangePartitions.of(table("date", Strategy.RANGE, List.of("order_date"), antiquity, Y2022)))
                .isEmpty();
    }

    @Test
    void answersNothingForOtherKindsOfPartitioning() {
        assertThat(RangePartitions.of(table("text", Strategy.RANGE, List.of("order_date"))))
                .isEmpty();
        assertThat(RangePartitions.of(table("date", Strategy.LIST, List.of("order_date"))))
                .isEmpty();
        assertThat(RangePartitions.of(table("date", Strategy.RANGE, List.of()))).isEmpty();
        assertThat(RangePartitions.of(table("date", Strategy.RANGE, List.of("unreadable"))))
                .isEmpty();
    }

    @Test
    void placesPartitionsOfSeveralColumnsByTheFirst() {
        var first = new Partition(
                "public",
                "sales_a",
                new Bounds.Range(List.of(value("2022-01-01"), value("1")), List.of(value("2023-01-01"), value("7"))));
        var second = new Partition(
                "public",
                "sales_b",
                new Bounds.Range(
                        List.of(value("2023-01-01"), value("7")), List.of(value("2024-01-01"), new Bound.MinValue())));
        var partitions = RangePartitions.of(
                        table("date", Strategy.RANGE, List.of("order_date", "order_id"), first, second))
                .orElseThrow();
        assertThat(partitions.intersecting(Window.only(date("2023-01-01")))).containsExactly(first, second);
        assertThat(partitions.intersecting(Window.only(date("2024-01-01")))).isEmpty();
        assertThat(partitions.count(Window.only(date("2023-01-01")))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "-, -, true, 1, 2023-01-01, -",
        "-, -, true, 2, -, -",
        "-, -, false, 1, -, 2023-01-01",
        "-, -, false, 2, -, -",
        "2022-05-05, 2023-05-05, true, 1, 2023-01-01, 2023-05-05",
        "2022-05-05, 2023-05-05, false, 1, 2022-05-05, 2023-01-01",
        "2022-05-05, 2022-06-05, true, 1, 2022-05-05, 2022-06-05",
        "2030-01-01, -, true, 1, 2030-01-01, -",
        "-, 2000-01-01, false, 1, -, 2000-01-01",
    })
    void cutsTheEndOfAWindowWherePartitionsBegin(
            String from, String to, boolean upper, int width, String endFrom, String endTo) {
        assertThat(placed(Y2022, Y2023).endOf(window(from, to), upper, width)).isEqualTo(window(endFrom, endTo));
    }

    @Test
    void knowsHowWideTheEndIsThatReachesToAValue() {
        var partitions = placed(Y2022, Y2023);
        assertThat(partitions.widthTo(Window.ALL, true, date("2023-05-05"))).isEqualTo(1);
        assertThat(partitions.widthTo(Window.ALL, true, date("2022-05-05"))).isEqualTo(2);
        assertThat(partitions.widthTo(Window.ALL, false, date("2022-05-05"))).isEqualTo(1);
        assertThat(partitions.widthTo(Window.ALL, false, date("2023-05-05"))).isEqualTo(2);
    }

    private static Window window(String from, String to) {
        return new Window(KeyType.DATE.parse(from), KeyType.DATE.parse(to));
    }

    private static KeyValue date(String text) {
        return KeyType.DATE.parse(text).orElseThrow();
    }

    @Test
    void knowsTheGapAroundAValueThatNoPartitionHolds() {
        var partitions = placed(Y2022, range("sales_2025", value("2025-01-01"), value("2026-01-01")));
        assertThat(partitions.gapAround(date("2024-01-01"))).contains(window("2023-01-01", "2025-01-01"));
        assertThat(partitions.gapAround(date("1999-01-01"))).contains(window("-", "2022-01-01"));
        assertThat(partitions.gapAround(date("2030-01-01"))).contains(window("2026-01-01", "-"));
        assertThat(partitions.gapAround(date("2022-05-05"))).isEmpty();
    }

    @Test
    void namesTheKeyAndItsType() {
        assertThat(placed(Y2023).column().name()).isEqualTo("order_date");
        assertThat(placed(Y2023).type()).isEqualTo(KeyType.DATE);
    }

    private static RangePartitions placed(Partition... partitions) {
        return RangePartitions.of(table("date", Strategy.RANGE, List.of("order_date"), partitions))
                .orElseThrow();
    }

    private static Table table(String keyType, Strategy strategy, List<String> key, Partition... partitions) {
        ColumnType type = new ColumnType(keyType, keyType, false, ColumnType.Kind.BASE, List.of());
        Column column =
                new Column("order_date", type, false, Optional.empty(), Column.Generation.NONE, Optional.empty());
        return new Table(
                "public",
                "sales",
                Table.Kind.PARTITIONED_TABLE,
                Optional.empty(),
                new Structure(
                        List.of(column),
                        List.of(),
                        List.of(),
                        Optional.of(new Partitioning(strategy, key, List.of(partitions)))),
                new Access(Set.of(Table.Privilege.SELECT), EnumSet.allOf(Table.Trait.class)));
    }

    private static Partition range(String name, Bound from, Bound to) {
        return new Partition("public", name, new Bounds.Range(List.of(from), List.of(to)));
    }

    private static Bound value(String text) {
        return new Bound.Value(text);
    }

    private static KeyValue day(String text) {
        return KeyType.DATE.parse(text).orElseThrow();
    }
}
