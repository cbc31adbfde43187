package dev.pgweir.openapi;

import static dev.pgweir.openapi.ErrorAnswer.NOT_FOUND;
import static dev.pgweir.openapi.ErrorAnswer.RANGE_NOT_SATISFIABLE;
import static dev.pgweir.openapi.SharedParameter.COLUMNS;
import static dev.pgweir.openapi.SharedParameter.HAVING;
import static dev.pgweir.openapi.SharedParameter.IDEMPOTENCY_KEY;
import static dev.pgweir.openapi.SharedParameter.IF_MATCH;
import static dev.pgweir.openapi.SharedParameter.IF_NONE_MATCH;
import static dev.pgweir.openapi.SharedParameter.ON_CONFLICT;
import static dev.pgweir.openapi.SharedParameter.PREFER;
import static dev.pgweir.openapi.SharedParameter.SELECT;

import dev.pgweir.catalog.Column;
import dev.pgweir.openapi.schema.DescribedResource;
import io.swagger.v3.oas.models.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The operations that read a resource; replicas serve them. */
final class Reads {

    private static final Set<SharedParameter> RESERVED = EnumSet.range(SELECT, HAVING);
    private static final Set<SharedParameter> OF_LISTS =
            EnumSet.complementOf(EnumSet.of(COLUMNS, ON_CONFLICT, IF_MATCH, IDEMPOTENCY_KEY));
    private static final Set<SharedParameter> OF_ITEMS = EnumSet.of(SELECT, PREFER, IF_NONE_MATCH);

    private Reads() {}

    static Operation list(DescribedResource resource) {
        var operation = ResourceOperation.of(resource, "list", "List rows of %s", OF_LISTS)
                .responses(new Answers(resource)
                        .rows(200, RowAnswers.PAGE)
                        .rows(206, RowAnswers.PAGE)
                        .nothing(304, SharedAnswer.PAGE_NOT_MODIFIED)
                        .orErrors(RANGE_NOT_SATISFIABLE));
        return ResourceOperation.filtered(operation, resource, RESERVED);
    }

    /** The columns that lists are filtered by: those whose name means nothing else in a query. */
    static List<Column> filters(DescribedResource resource) {
        return resource.readable() ? ResourceOperation.filters(resource, RESERVED) : List.of();
    }

    static Operation get(DescribedResource resource) {
        return ResourceOperation.of(resource, "get", "Read a row of %s", OF_ITEMS)
                .responses(new Answers(resource)
                        .rows(200, RowAnswers.ROW)
                        .nothing(304, SharedAnswer.ROW_NOT_MODIFIED)
                        .orErrors(NOT_FOUND));
    }
}
