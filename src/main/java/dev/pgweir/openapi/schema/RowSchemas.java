package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schemas of a resource's rows: one as they are read, one as they are inserted, one as they are updated. A row that
 * is read requires nothing, since {@code select} may leave out any column, and may have what it embeds.
 */
public final class RowSchemas {

    private RowSchemas() {}

    public static Map<String, Schema<?>> of(DescribedResource resource, RelatedRows related) {
        var schemas = new LinkedHashMap<String, Schema<?>>();
        if (resource.readable()) {
            var read = ofColumns(resource);
            related.addTo(read, resource.table());
            schemas.put(resource.typeName(), read);
        }
        if (resource.operations().contains(Operation.CREATE)) {
            schemas.put(resource.insertName(), inserted(resource));
        }
        if (resource.operations().contains(Operation.UPDATE_ROWS)) {
            var updatable = resource.updatableColumns();
            var values = updatable.stream()
                    .filter(column -> !resource.keyColumns().contains(column))
                    .toList();
            schemas.put(
                    resource.updateName(),
                    row(resource, updatable, "New values for some columns of `%s`.", Examples.newRow(values)));
        }
        return schemas;
    }

    /** The schema of rows as they are read that embed nothing. */
    public static JsonSchema ofColumns(DescribedResource resource) {
        var columns = resource.table().readableColumns();
        return row(resource, columns, "A row of `%s`.", Examples.row(columns));
    }

    private static JsonSchema inserted(DescribedResource resource) {
        var insertable = resource.insertableColumns();
        var insert = row(
                resource,
                insertable,
                "A new row of `%s`. The server fills in what is left out.",
                Examples.newRow(insertable));
        insert.setRequired(insertable.stream()
                .filter(resource.table()::requires)
                .map(Column::name)
                .toList());
        return insert;
    }

    private static JsonSchema row(
            DescribedResource resource, List<Column> columns, String description, Map<String, Object> example) {
        var schema = JsonTypes.of("object");
        schema.setDescription(description.formatted(resource.name()));
        columns.forEach(column -> schema.addProperty(column.name(), ColumnSchema.of(resource.table(), column)));
        if (!example.isEmpty()) {
            schema.setExamples(List.of(example));
        }
        return schema;
    }
}
