package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resource as the contract describes it: a table, and the name that its schemas and operations have.
 *
 * @param table the table or view
 * @param typeName an identifier in any programming language, unlike that of every other resource
 */
public record DescribedResource(Table table, String typeName) {

    /**
     * The resources of a catalog, by name; those in snake_case first, so that their type names are the plain ones.
     *
     * @param schemas names that are no longer free for types
     */
    public static List<DescribedResource> of(Catalog catalog, Collection<String> schemas) {
        var typeNames = new TypeNames(schemas);
        return catalog.tables().values().stream()
                .sorted(Comparator.comparing(table -> !TypeNames.isSnakeCase(table.name())))
                .map(table -> new DescribedResource(table, typeNames.choose(table.name())))
                .toList();
    }

    public String name() {
        return table.name();
    }

    public String path() {
        return "/" + URLEncoder.encode(name(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The columns of the primary key, in key order; none where there is no such key. */
    public List<Column> keyColumns() {
        return table.primaryKey().map(table::columns).orElse(List.of());
    }

    public List<Column> insertableColumns() {
        return table.columns().stream().filter(Column::insertable).toList();
    }

    public List<Column> updatableColumns() {
        return table.columns().stream().filter(Column::updatable).toList();
    }

    /** What clients can do with it. */
    public Set<Operation> operations() {
        return Operation.on(table);
    }

    /** Whether the gateway's database role may read it. */
    public boolean readable() {
        return operations().contains(Operation.LIST);
    }

    public String insertName() {
        return typeName + "Insert";
    }

    public String updateName() {
        return typeName + "Update";
    }

    public String description() {
        return table.comment().orElse("The rows of `%s`.".formatted(name()))
                + table.partitioning().flatMap(DescribedResource::partitionKey).orElse("");
    }

    private static Optional<String> partitionKey(Partitioning partitioning) {
        return partitioning.key().isEmpty()
                ? Optional.empty()
                : Optional.of("\n\nPartitioned by `%s`: a filter on it spares the other partitions."
                        .formatted(String.join(", ", partitioning.key())));
    }
}
