package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.JsonTypes;
import dev.pgweir.openapi.schema.ProblemSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.EnumSet;
import java.util.Set;

/** The errors an operation may answer with, each one response that all operations share. */
enum ErrorAnswer {
    BAD_REQUEST(400, "BadRequest", "A parameter or the body could not be understood; `errors` names it."),
    FORBIDDEN(403, "Forbidden", "The gateway's database role may not do this."),
    NOT_FOUND(404, "NotFound", "There is no such row or resource."),
    NOT_ACCEPTABLE(
            406, "NotAcceptable", "`Accept` names no form that rows are answered in, or one row is not all there is."),
    REQUEST_TIMEOUT(408, "RequestTimeout", "The body stopped to come before its end; nothing was written."),
    CONFLICT(
            409,
            "Conflict",
            "A unique, foreign key or exclusion constraint forbids this; rows would move to another partition; an id is not"
                    + " unique; or a request with the same `Idempotency-Key` is still being worked on."),
    PRECONDITION_FAILED(412, "PreconditionFailed", "The row is not as `If-Match` or `If-None-Match` wants it."),
    CONTENT_TOO_LARGE(413, "ContentTooLarge", "The body is larger than the gateway takes."),
    URI_TOO_LONG(414, "UriTooLong", "The path and query are longer than the gateway takes."),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType", "The body is in no form that is taken here."),
    RANGE_NOT_SATISFIABLE(416, "RangeNotSatisfiable", "The page begins behind the last row."),
    UNPROCESSABLE_CONTENT(
            422,
            "UnprocessableContent",
            "A value does not fit its column, a constraint, or any partition; the range of the partition key is open or too"
                    + " wide; the answer would be too large; or the `Idempotency-Key` is that of another request."),
    PRECONDITION_REQUIRED(
            428,
            "PreconditionRequired",
            "Rows of this resource are written with `If-Match` or `If-None-Match` only: the gateway is set up so."),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailable", "No node can serve this now, or none could begin it in time."),
    GATEWAY_TIMEOUT(504, "GatewayTimeout", "The request, or its statement, ran longer than it may.");

    private static final Set<ErrorAnswer> NEVER_RUN =
            EnumSet.of(CONTENT_TOO_LARGE, URI_TOO_LONG, UNSUPPORTED_MEDIA_TYPE, PRECONDITION_REQUIRED);

    private final int status;
    private final String componentName;
    private final String description;

    ErrorAnswer(int status, String componentName, String description) {
        this.status = status;
        this.componentName = componentName;
        this.description = description;
    }

    String status() {
        return Integer.toString(status);
    }

    String componentName() {
        return componentName;
    }

    ApiResponse reference() {
        return new ApiResponse().$ref("#/components/responses/" + componentName);
    }

    ApiResponse response() {
        var problem = new MediaType().schema(JsonTypes.reference(ProblemSchema.NAME));
        var response = new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", problem));
        AnswerHeader.VARY.addTo(response);
        if (!NEVER_RUN.contains(this)) {
            AnswerHeader.SERVED_BY.addTo(response);
        }
        if (this == SERVICE_UNAVAILABLE) {
            AnswerHeader.RETRY_AFTER.addTo(response);
        }
        if (this == RANGE_NOT_SATISFIABLE) {
            AnswerHeader.CONTENT_RANGE.addTo(response);
        }
        return response;
    }
}
