package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Argument;
import dev.pgweir.catalog.Routine.Shape;
import dev.pgweir.catalog.Table;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.List;

/** What functions take and answer, in JSON. */
public final class FunctionSchemas {

    private FunctionSchemas() {}

    /** Whether a function answers rows, which can be chosen from. */
    public static boolean isOfRows(Routine routine) {
        return routine.result().shape() == Shape.ROWS;
    }

    /** The body that calls a function. */
    public static JsonSchema arguments(Routine routine) {
        if (routine.unnamed().isPresent()) {
            return argument(routine.unnamed().get());
        }
        var schema = JsonTypes.of("object");
        for (var argument : routine.arguments()) {
            schema.addProperty(argument.name(), argument(argument));
        }
        var required = routine.arguments().stream()
                .filter(Argument::required)
                .map(Argument::name)
                .toList();
        if (!required.isEmpty()) {
            schema.setRequired(required);
        }
        return schema;
    }

    /** The value of an argument. */
    public static JsonSchema argument(Argument argument) {
        var schema = ColumnSchema.of(argument.type());
        schema.setDescription("`%s`".formatted(argument.type().sql()));
        return schema;
    }

    /**
     * One value or row that a function answers.
     *
     * @param resources whose schemas rows may have
     */
    public static JsonSchema one(Routine routine, List<DescribedResource> resources) {
        var rows = routine.result().rows();
        return routine.isOfScalars() ? ColumnSchema.of(rows, rows.columns().getFirst()) : row(rows, resources);
    }

    private static JsonSchema row(Table rows, List<DescribedResource> resources) {
        return resources.stream()
                .filter(resource -> resource.readable()
                        && resource.name().equals(rows.name())
                        && resource.table().schema().equals(rows.schema())
                        && resource.table().readableColumns().size()
                                == rows.columns().size())
                .findFirst()
                .map(resource -> JsonTypes.reference(resource.typeName()))
                .orElseGet(() -> object(rows));
    }

    private static JsonSchema object(Table rows) {
        var schema = JsonTypes.of("object");
        rows.columns().forEach(column -> schema.addProperty(column.name(), ColumnSchema.of(rows, column)));
        return schema;
    }
}
