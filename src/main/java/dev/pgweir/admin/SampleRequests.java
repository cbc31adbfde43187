package dev.pgweir.admin;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Curl commands that fit the tables as they are: one reads, one writes, both a partitioned table if there is one. */
record SampleRequests(Catalog catalog, String gateway) {

    List<String> commands() {
        return Stream.of(read(), write()).flatMap(Optional::stream).toList();
    }

    private Optional<String> read() {
        return tables(Table.Privilege.SELECT)
                .findFirst()
                .map(table -> "curl -i '%s/%s?%slimit=5'".formatted(gateway, table.name(), newestFirst(table)));
    }

    private Optional<String> write() {
        return tables(Table.Privilege.INSERT)
                .filter(table -> given(table)
                        .allMatch(column ->
                                column.insertable() && value(table, column).isPresent()))
                .findFirst()
                .map(table -> "curl -i %s/%s -H 'Content-Type: application/json' -d '%s'"
                        .formatted(gateway, table.name(), row(table)));
    }

    /** Tables whose names need no quoting in a URL, in a shell or in JSON. */
    private Stream<Table> tables(Table.Privilege privilege) {
        return catalog.tables().values().stream()
                .filter(table -> table.allows(privilege))
                .filter(table -> table.name().matches("\\w+"))
                .filter(table -> table.columns().stream()
                        .allMatch(column -> column.name().matches("\\w+")))
                .sorted(comparing((Table table) -> table.partitioning().isEmpty())
                        .thenComparing(Table::name));
    }

    private static String newestFirst(Table table) {
        return table.partitioning()
                .filter(partitioning -> partitioning.strategy() == Partitioning.Strategy.RANGE)
                .flatMap(partitioning -> partitioning.key().stream().findFirst())
                .map("order=%s.desc&"::formatted)
                .orElse("");
    }

    /** What the server does not fill in, and what decides on the partition. */
    private static Stream<Column> given(Table table) {
        return table.columns().stream().filter(column -> column.required() || isPartitionKey(table, column));
    }

    private static String row(Table table) {
        return given(table)
                .map(column -> "\"%s\":%s"
                        .formatted(column.name(), value(table, column).orElseThrow()))
                .collect(joining(",", "{", "}"));
    }

    private static boolean isPartitionKey(Table table, Column column) {
        return table.partitioning()
                .filter(partitioning ->
                        partitioning.key().isEmpty() || partitioning.key().contains(column.name()))
                .isPresent();
    }

    private static Optional<String> value(Table table, Column column) {
        var value = value(column.type());
        return isPartitionKey(table, column)
                ? value.flatMap(
                        text -> partitionedBy(table).map(key -> text.startsWith("\"") ? "\"" + key + "\"" : key))
                : value;
    }

    /** Where the last partition begins: a row there always has a place. */
    private static Optional<String> partitionedBy(Table table) {
        return table.partitioning().stream()
                .filter(partitioning -> partitioning.key().size() == 1)
                .flatMap(partitioning -> partitioning.partitions().reversed().stream())
                .flatMap(partition ->
                        partition.bounds() instanceof Bounds.Range range ? range.from().stream() : Stream.empty())
                .flatMap(bound -> bound instanceof Bound.Value(var text) ? Stream.of(text) : Stream.empty())
                .filter(text -> text.matches("[\\w:.+ -]+"))
                .findFirst();
    }

    private static Optional<String> value(ColumnType type) {
        return switch (type.array() ? "array" : type.base()) {
            case "int2", "int4", "int8", "numeric", "float4", "float8" -> Optional.of("1");
            case "bool" -> Optional.of("true");
            case "text", "varchar", "bpchar" -> Optional.of("\"x\"");
            case "date", "timestamp", "timestamptz" -> Optional.of("\"%s\"".formatted(LocalDate.now(ZoneOffset.UTC)));
            default -> Optional.empty();
        };
    }
}
