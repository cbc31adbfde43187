package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.EMBEDDED_LIMIT;
import static dev.pgweir.openapi.AnswerHeader.ETAG;
import static dev.pgweir.openapi.AnswerHeader.IDEMPOTENCY_REPLAYED;
import static dev.pgweir.openapi.AnswerHeader.LIMIT_APPLIED;
import static dev.pgweir.openapi.AnswerHeader.LINK;
import static dev.pgweir.openapi.AnswerHeader.LOCATED_BY;
import static dev.pgweir.openapi.AnswerHeader.PARTITION_WINDOW;

import io.swagger.v3.oas.models.responses.ApiResponse;

/** The answers without rows, each one response that the operations of all resources share. */
enum SharedAnswer {
    CREATED("Created", "Created.", CONTENT_RANGE, IDEMPOTENCY_REPLAYED),
    PAGE_NOT_MODIFIED(
            "PageNotModified",
            "The client has this page already.",
            CONTENT_RANGE,
            EMBEDDED_LIMIT,
            ETAG,
            LIMIT_APPLIED,
            LINK,
            PARTITION_WINDOW),
    ROW_NOT_MODIFIED("RowNotModified", "The client has this row already.", ETAG, LOCATED_BY),
    ROW_WRITTEN("RowWritten", "Done.", ETAG, LOCATED_BY, IDEMPOTENCY_REPLAYED),
    ROWS_WRITTEN("RowsWritten", "Done.", CONTENT_RANGE, IDEMPOTENCY_REPLAYED);

    private final String componentName;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final AnswerHeader[] headers;

    SharedAnswer(String componentName, String description, AnswerHeader... headers) {
        this.componentName = componentName;
        this.description = description;
        this.headers = headers;
    }

    String componentName() {
        return componentName;
    }

    ApiResponse response() {
        return AnswerHeader.addTo(new ApiResponse().description(description), headers);
    }
}
