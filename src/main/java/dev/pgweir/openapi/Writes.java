package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.IDEMPOTENCY_REPLAYED;
import static dev.pgweir.openapi.AnswerHeader.LOCATION;
import static dev.pgweir.openapi.AnswerHeader.PREFERENCE_APPLIED;
import static dev.pgweir.openapi.AnswerHeader.SERVED_BY;
import static dev.pgweir.openapi.ErrorAnswer.BAD_REQUEST;
import static dev.pgweir.openapi.ErrorAnswer.CONFLICT;
import static dev.pgweir.openapi.ErrorAnswer.CONTENT_TOO_LARGE;
import static dev.pgweir.openapi.ErrorAnswer.FORBIDDEN;
import static dev.pgweir.openapi.ErrorAnswer.GATEWAY_TIMEOUT;
import static dev.pgweir.openapi.ErrorAnswer.NOT_FOUND;
import static dev.pgweir.openapi.ErrorAnswer.REQUEST_TIMEOUT;
import static dev.pgweir.openapi.ErrorAnswer.SERVICE_UNAVAILABLE;
import static dev.pgweir.openapi.ErrorAnswer.UNPROCESSABLE_CONTENT;
import static dev.pgweir.openapi.ErrorAnswer.UNSUPPORTED_MEDIA_TYPE;

import dev.pgweir.openapi.schema.Resource;
import io.swagger.v3.oas.models.Operation;
import java.util.EnumSet;
import java.util.Set;

/** The operations that write a resource; the primary serves them. */
final class Writes {

    private static final String CREATED = "Created. What there is now, with `Prefer: return=representation`.";
    private static final String DONE_AND_SHOWN = "Done, with `Prefer: return=representation`: the row.";
    private static final String DONE = "Done.";

    private static final Set<ErrorAnswer> DELETE_ERRORS = EnumSet.of(
            BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT, UNPROCESSABLE_CONTENT, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT);

    private static final Set<ErrorAnswer> BODY_ERRORS = EnumSet.of(
            BAD_REQUEST,
            FORBIDDEN,
            NOT_FOUND,
            REQUEST_TIMEOUT,
            CONFLICT,
            CONTENT_TOO_LARGE,
            UNSUPPORTED_MEDIA_TYPE,
            UNPROCESSABLE_CONTENT,
            SERVICE_UNAVAILABLE,
            GATEWAY_TIMEOUT);

    private Writes() {}

    static Operation create(Resource resource) {
        return operation(resource, "create", "Create a row of %s, or many, all or none")
                .requestBody(Bodies.oneOrManyRows(resource))
                .responses(new Answers(resource)
                        .rows(
                                201,
                                CREATED,
                                CONTENT_RANGE,
                                LOCATION,
                                PREFERENCE_APPLIED,
                                IDEMPOTENCY_REPLAYED,
                                SERVED_BY)
                        .orErrors(BODY_ERRORS));
    }

    static Operation replace(Resource resource) {
        return operation(resource, "replace", "Replace a row of %s, or create it; columns left out take their defaults")
                .requestBody(Bodies.row(resource))
                .responses(new Answers(resource)
                        .row(200, DONE_AND_SHOWN, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .row(201, CREATED, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .nothing(204, DONE, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .orErrors(BODY_ERRORS));
    }

    static Operation update(Resource resource) {
        return operation(resource, "update", "Change some columns of a row of %s")
                .requestBody(Bodies.change(resource))
                .responses(new Answers(resource)
                        .row(200, DONE_AND_SHOWN, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .nothing(204, DONE, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .orErrors(BODY_ERRORS));
    }

    static Operation updateRows(Resource resource) {
        var operation = operation(resource, "updateMany", "Change some columns of all rows of %s that pass the filters")
                .requestBody(Bodies.change(resource))
                .responses(new Answers(resource)
                        .rows(200, DONE_AND_SHOWN, CONTENT_RANGE, PREFERENCE_APPLIED, SERVED_BY)
                        .nothing(204, DONE, CONTENT_RANGE, PREFERENCE_APPLIED, SERVED_BY)
                        .orErrors(BODY_ERRORS));
        return Reads.filtered(resource, operation);
    }

    static Operation deleteRows(Resource resource) {
        var operation = operation(resource, "deleteMany", "Delete all rows of %s that pass the filters")
                .responses(new Answers(resource)
                        .rows(200, DONE_AND_SHOWN, CONTENT_RANGE, PREFERENCE_APPLIED, SERVED_BY)
                        .nothing(204, DONE, CONTENT_RANGE, PREFERENCE_APPLIED, SERVED_BY)
                        .orErrors(DELETE_ERRORS));
        return Reads.filtered(resource, operation);
    }

    static Operation delete(Resource resource) {
        return operation(resource, "delete", "Delete a row of %s")
                .responses(new Answers(resource)
                        .row(200, DONE_AND_SHOWN, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .nothing(204, DONE, PREFERENCE_APPLIED, IDEMPOTENCY_REPLAYED, SERVED_BY)
                        .orErrors(DELETE_ERRORS));
    }

    private static Operation operation(Resource resource, String verb, String summary) {
        return new Operation()
                .operationId(verb + resource.typeName())
                .addTagsItem(resource.name())
                .summary(summary.formatted(resource.name()))
                .addParametersItem(SharedParameter.SELECT.reference())
                .addParametersItem(SharedParameter.PREFER.reference())
                .addParametersItem(SharedParameter.IDEMPOTENCY_KEY.reference());
    }
}
