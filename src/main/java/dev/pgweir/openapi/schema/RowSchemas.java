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
 * is read requires nothing, since {@code select} may leave out any column.
 */
public final class RowSchemas {

    private RowSchemas() {}

    public static Map<String, Schema<?>> of(Resource resource) {
        var schemas = new LinkedHashMap<String, Schema<?>>();
        schemas.put(resource.typeName(), row(resource.table().readableColumns(), "A row of `%s`.", resource));
        if (resource.operations().contains(Operation.CREATE)) {
            var insertable = resource.insertableColumns();
            var insert = row(insertable, "A new row of `%s`. The server fills in what is left out.", resource);
            insert.setRequired(insertable.stream()
                    .filter(Column::required)
                    .map(Column::name)
                    .toList());
            schemas.put(resource.insertName(), insert);
        }
        if (resource.operations().contains(Operation.UPDATE)) {
            schemas.put(
                    resource.updateName(),
                    row(resource.updatableColumns(), "New values for some columns of `%s`.", resource));
        }
        return schemas;
    }

    private static JsonSchema row(List<Column> columns, String description, Resource resource) {
        var schema = JsonTypes.of("object");
        schema.setDescription(description.formatted(resource.name()));
        columns.forEach(column -> schema.addProperty(column.name(), ColumnSchema.of(column)));
        return schema;
    }
}
