package dev.pgweir.admin;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
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
                .filter(table ->
                        required(table).allMatch(column -> value(column.type()).isPresent()))
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

    private static Stream<Column> required(Table table) {
        return table.columns().stream().filter(Column::required);
    }

    private static String row(Table table) {
        return required(table)
                .map(column -> "\"%s\":%s"
                        .formatted(column.name(), value(column.type()).orElseThrow()))
                .collect(joining(",", "{", "}"));
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
