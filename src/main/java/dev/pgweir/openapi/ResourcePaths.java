package dev.pgweir.openapi;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.schema.DescribedResource;
import dev.pgweir.openapi.schema.Examples;
import dev.pgweir.openapi.schema.JsonTypes;
import dev.pgweir.resources.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The paths of a resource, with the operations that the gateway's database role has the privileges for. */
final class ResourcePaths {

    private ResourcePaths() {}

    static Map<String, PathItem> of(DescribedResource resource) {
        var paths = new LinkedHashMap<String, PathItem>();
        var rows = rows(resource);
        if (!rows.readOperations().isEmpty()) {
            paths.put(resource.path(), rows);
        }
        var row = row(resource);
        if (!row.readOperations().isEmpty()) {
            paths.put(resource.path() + "/{key}", row.addParametersItem(key(resource)));
        }
        return paths;
    }

    private static PathItem rows(DescribedResource resource) {
        var path = new PathItem();
        var operations = resource.operations();
        if (operations.contains(Operation.LIST)) {
            path.get(Reads.list(resource));
        }
        if (operations.contains(Operation.CREATE)) {
            path.post(Writes.create(resource));
        }
        if (operations.contains(Operation.UPDATE_ROWS)) {
            path.patch(Writes.updateRows(resource));
        }
        if (operations.contains(Operation.DELETE_ROWS)) {
            path.delete(Writes.deleteRows(resource));
        }
        return path;
    }

    private static PathItem row(DescribedResource resource) {
        var path = new PathItem();
        var operations = resource.operations();
        if (operations.contains(Operation.ITEM)) {
            path.get(Reads.get(resource));
        }
        if (operations.contains(Operation.REPLACE)) {
            path.put(Writes.replace(resource));
        }
        if (operations.contains(Operation.UPDATE)) {
            path.patch(Writes.update(resource));
        }
        if (operations.contains(Operation.DELETE)) {
            path.delete(Writes.delete(resource));
        }
        return path;
    }

    private static Parameter key(DescribedResource resource) {
        var columns = resource.keyColumns().stream().map(Column::name).collect(Collectors.joining(", "));
        return new Parameter()
                .in("path")
                .name("key")
                .required(true)
                .description(
                        "The values of the primary key, `%s`, percent-encoded and joined by commas.".formatted(columns))
                .schema(JsonTypes.of("string"))
                .example(Examples.key(resource.keyColumns()));
    }
}
