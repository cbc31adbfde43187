package dev.pgweir.openapi;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table.Privilege;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The paths of a resource, with the operations that the gateway's database role has the privileges for. */
final class ResourcePaths {

    private ResourcePaths() {}

    static Map<String, PathItem> of(Resource resource) {
        var paths = new LinkedHashMap<String, PathItem>();
        var rows = rows(resource);
        if (!rows.readOperations().isEmpty()) {
            paths.put(resource.path(), rows);
        }
        var row = row(resource);
        if (resource.hasItems() && !row.readOperations().isEmpty()) {
            paths.put(resource.path() + "/{key}", row.addParametersItem(key(resource)));
        }
        return paths;
    }

    private static PathItem rows(Resource resource) {
        var path = new PathItem();
        if (resource.allows(Privilege.SELECT)) {
            path.get(Reads.list(resource));
        }
        if (resource.allows(Privilege.INSERT)) {
            path.post(Writes.create(resource));
        }
        return path;
    }

    private static PathItem row(Resource resource) {
        var path = new PathItem();
        if (resource.allows(Privilege.SELECT)) {
            path.get(Reads.get(resource));
        }
        if (resource.allows(Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE)) {
            path.put(Writes.replace(resource));
        }
        if (resource.allows(Privilege.SELECT, Privilege.UPDATE)) {
            path.patch(Writes.update(resource));
        }
        if (resource.allows(Privilege.SELECT, Privilege.DELETE)) {
            path.delete(Writes.delete(resource));
        }
        return path;
    }

    private static Parameter key(Resource resource) {
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
