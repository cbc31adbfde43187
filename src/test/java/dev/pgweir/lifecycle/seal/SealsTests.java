package dev.pgweir.lifecycle.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.seal.Seals.Sealed;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealsTests {

    private static final Seals SEALS = new Seals(List.of(
            new Sealed("public", "sales_2022", 7),
            new Sealed("public", "sales_2023", 9),
            new Sealed("public", "other", 1)));

    private final Table sales = table("2022", "2023", "2024", "2026");

    @Test
    void namesTheVersionsOfAllPartitionsOfAWindow() {
        assertThat(SEALS.versions(sales, window("2022-05-05", "2022-06-06"))).contains(List.of(7L));
        assertThat(SEALS.versions(sales, window("2022-01-01", "2024-01-01"))).contains(List.of(7L, 9L));
    }

    @Test
    void namesNoneWhereAPartitionTakesWrites() {
        assertThat(SEALS.versions(sales, window("2023-05-05", "2024-01-02"))).isEmpty();
    }

    @Test
    void namesNoneWhereAPartitionCouldBeAttached() {
        assertThat(SEALS.versions(sales, window("2021-12-31", "2023-01-01"))).isEmpty();
        assertThat(SEALS.versions(sales, window("2025-01-01", "2025-02-01"))).isEmpty();
        assertThat(SEALS.versions(table("2022", "2024"), window("2022-01-01", "2023-01-02")))
                .isEmpty();
        assertThat(SEALS.versions(sales, new Window(Optional.empty(), KeyType.DATE.parse("2023-01-01"))))
                .isEmpty();
    }

    @Test
    void namesNoneWhereADefaultPartitionTakesTheRest() {
        var rest = new Partition("public", "sales_rest", new Bounds.Rest());
        var partitions =
                Stream.concat(partitions(sales).stream(), Stream.of(rest)).toList();
        assertThat(SEALS.versions(SampleCatalog.sales(partitions), window("2022-05-05", "2022-06-06")))
                .isEmpty();
    }

    private static List<Partition> partitions(Table table) {
        return table.partitioning().orElseThrow().partitions();
    }

    private static Window window(String from, String to) {
        return new Window(KeyType.DATE.parse(from), KeyType.DATE.parse(to));
    }

    private static Table table(String... years) {
        return SampleCatalog.sales(Stream.of(years)
                .map(year -> new Partition(
                        "public",
                        "sales_" + year,
                        new Bounds.Range(
                                List.of(new Bound.Value(year + "-01-01")),
                                List.of(new Bound.Value((Integer.parseInt(year) + 1) + "-01-01")))))
                .toList());
    }
}
