package dev.pgweir.openapi;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.schema.ColumnFilter;
import dev.pgweir.openapi.schema.DescribedResource;
import io.swagger.v3.oas.models.Operation;
import java.util.List;
import java.util.Set;

/** What the operations on a resource have in common. Their ids are made of verb and type, and stay the same. */
final class ResourceOperation {

    private ResourceOperation() {}

    /** An operation with these parameters. */
    static Operation of(DescribedResource resource, String verb, String summary, Set<SharedParameter> parameters) {
        var operation = new Operation()
                .operationId(verb + resource.typeName())
                .addTagsItem(resource.name())
                .summary(summary.formatted(resource.name()));
        parameters.forEach(parameter -> operation.addParametersItem(parameter.reference()));
        return operation;
    }

    /**
     * Adds the parameters that filter by columns.
     *
     * @param reserved the parameters whose names mean something else than a column
     */
    static Operation filtered(Operation operation, DescribedResource resource, Set<SharedParameter> reserved) {
        filters(resource, reserved).stream()
                .map(column -> SharedParameter.reference(ColumnFilter.componentName(resource, column)))
                .forEach(operation::addParametersItem);
        return operation;
    }

    /** The columns whose names are not reserved. */
    static List<Column> filters(DescribedResource resource, Set<SharedParameter> reserved) {
        return resource.table().readableColumns().stream()
                .filter(column -> reserved.stream().noneMatch(parameter -> parameter.isNamed(column.name())))
                .toList();
    }
}
