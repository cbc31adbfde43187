package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.ETAG;
import static dev.pgweir.openapi.AnswerHeader.LIMIT_APPLIED;
import static dev.pgweir.openapi.AnswerHeader.LINK;
import static dev.pgweir.openapi.AnswerHeader.LOCATED_BY;
import static dev.pgweir.openapi.AnswerHeader.PARTITION_WINDOW;
import static dev.pgweir.openapi.ErrorAnswer.CONFLICT;
import static dev.pgweir.openapi.ErrorAnswer.CONTENT_TOO_LARGE;
import static dev.pgweir.openapi.ErrorAnswer.PRECONDITION_FAILED;
import static dev.pgweir.openapi.ErrorAnswer.PRECONDITION_REQUIRED;
import static dev.pgweir.openapi.ErrorAnswer.RANGE_NOT_SATISFIABLE;
import static dev.pgweir.openapi.ErrorAnswer.REQUEST_TIMEOUT;
import static dev.pgweir.openapi.ErrorAnswer.UNSUPPORTED_MEDIA_TYPE;
import static dev.pgweir.openapi.SharedParameter.COLUMNS;
import static dev.pgweir.openapi.SharedParameter.HAVING;
import static dev.pgweir.openapi.SharedParameter.IDEMPOTENCY_KEY;
import static dev.pgweir.openapi.SharedParameter.IF_MATCH;
import static dev.pgweir.openapi.SharedParameter.IF_NONE_MATCH;
import static dev.pgweir.openapi.SharedParameter.ON_CONFLICT;
import static dev.pgweir.openapi.SharedParameter.PREFER;
import static dev.pgweir.openapi.SharedParameter.SELECT;

import dev.pgweir.openapi.schema.Resource;
import io.swagger.v3.oas.models.Operation;
import java.util.EnumSet;
import java.util.Set;

/** The operations that read a resource; replicas serve them. */
final class Reads {

    private static final Set<SharedParameter> RESERVED = EnumSet.range(SELECT, HAVING);
    private static final Set<SharedParameter> OF_LISTS =
            EnumSet.complementOf(EnumSet.of(COLUMNS, ON_CONFLICT, IF_MATCH, IDEMPOTENCY_KEY));
    private static final Set<SharedParameter> OF_ITEMS = EnumSet.of(SELECT, PREFER, IF_NONE_MATCH);

    private static final Set<ErrorAnswer> LIST_ERRORS = EnumSet.complementOf(EnumSet.of(
            CONFLICT,
            PRECONDITION_FAILED,
            CONTENT_TOO_LARGE,
            UNSUPPORTED_MEDIA_TYPE,
            PRECONDITION_REQUIRED,
            REQUEST_TIMEOUT));
    private static final Set<ErrorAnswer> ITEM_ERRORS = EnumSet.copyOf(LIST_ERRORS);

    static {
        ITEM_ERRORS.remove(RANGE_NOT_SATISFIABLE);
        ITEM_ERRORS.add(CONFLICT);
    }

    private Reads() {}

    static Operation list(Resource resource) {
        var operation = ResourceOperation.of(resource, "list", "List rows of %s", OF_LISTS)
                .responses(new Answers(resource)
                        .rowsInAnyForm(
                                200,
                                "A page of rows; all of them as CSV or NDJSON.",
                                CONTENT_RANGE,
                                ETAG,
                                LIMIT_APPLIED,
                                LINK,
                                PARTITION_WINDOW)
                        .rows(
                                206,
                                "A page of rows that were counted, and there are others.",
                                CONTENT_RANGE,
                                ETAG,
                                LIMIT_APPLIED,
                                LINK,
                                PARTITION_WINDOW)
                        .nothing(
                                304,
                                "The client has this page already.",
                                CONTENT_RANGE,
                                ETAG,
                                LIMIT_APPLIED,
                                LINK,
                                PARTITION_WINDOW)
                        .orErrors(LIST_ERRORS));
        return ResourceOperation.filtered(operation, resource, RESERVED);
    }

    static Operation get(Resource resource) {
        return ResourceOperation.of(resource, "get", "Read a row of %s", OF_ITEMS)
                .responses(new Answers(resource)
                        .row(200, "The row.", ETAG, LOCATED_BY)
                        .nothing(304, "The client has this row already.", ETAG, LOCATED_BY)
                        .orErrors(ITEM_ERRORS));
    }
}
