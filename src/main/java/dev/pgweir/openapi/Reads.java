package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.LIMIT_APPLIED;
import static dev.pgweir.openapi.AnswerHeader.LINK;
import static dev.pgweir.openapi.AnswerHeader.PREFERENCE_APPLIED;
import static dev.pgweir.openapi.AnswerHeader.SERVED_BY;
import static dev.pgweir.openapi.ErrorAnswer.BAD_REQUEST;
import static dev.pgweir.openapi.ErrorAnswer.FORBIDDEN;
import static dev.pgweir.openapi.ErrorAnswer.GATEWAY_TIMEOUT;
import static dev.pgweir.openapi.ErrorAnswer.NOT_ACCEPTABLE;
import static dev.pgweir.openapi.ErrorAnswer.NOT_FOUND;
import static dev.pgweir.openapi.ErrorAnswer.SERVICE_UNAVAILABLE;
import static dev.pgweir.openapi.ErrorAnswer.UNPROCESSABLE_CONTENT;
import static dev.pgweir.openapi.ErrorAnswer.URI_TOO_LONG;

import dev.pgweir.openapi.schema.Resource;
import io.swagger.v3.oas.models.Operation;
import java.util.EnumSet;
import java.util.Set;

/** The operations that read a resource; replicas serve them. */
final class Reads {

    private static final Set<ErrorAnswer> ERRORS = EnumSet.of(
            BAD_REQUEST,
            FORBIDDEN,
            NOT_FOUND,
            NOT_ACCEPTABLE,
            URI_TOO_LONG,
            UNPROCESSABLE_CONTENT,
            SERVICE_UNAVAILABLE,
            GATEWAY_TIMEOUT);

    private Reads() {}

    static Operation list(Resource resource) {
        var operation = new Operation()
                .operationId("list" + resource.typeName())
                .addTagsItem(resource.name())
                .summary("List rows of " + resource.name())
                .responses(new Answers(resource)
                        .rowsInAnyForm(
                                200,
                                "A page of rows; all of them as CSV or NDJSON.",
                                CONTENT_RANGE,
                                LIMIT_APPLIED,
                                LINK,
                                PREFERENCE_APPLIED,
                                SERVED_BY)
                        .orErrors(ERRORS));
        SharedParameter.OF_LISTS.forEach(parameter -> operation.addParametersItem(parameter.reference()));
        return filtered(resource, operation).addParametersItem(SharedParameter.PREFER.reference());
    }

    /** Adds the parameters that filter by columns. */
    static Operation filtered(Resource resource, Operation operation) {
        resource.table().columns().stream()
                .filter(column -> !SharedParameter.isReserved(column.name()))
                .forEach(column -> operation.addParametersItem(ColumnFilter.of(column)));
        return operation;
    }

    static Operation get(Resource resource) {
        return new Operation()
                .operationId("get" + resource.typeName())
                .addTagsItem(resource.name())
                .summary("Read a row of " + resource.name())
                .addParametersItem(SharedParameter.SELECT.reference())
                .addParametersItem(SharedParameter.PREFER.reference())
                .responses(new Answers(resource)
                        .row(200, "The row.", PREFERENCE_APPLIED, SERVED_BY)
                        .orErrors(ERRORS));
    }
}
