package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.RATE_LIMIT;
import static dev.pgweir.openapi.AnswerHeader.RATE_LIMIT_POLICY;
import static dev.pgweir.openapi.AnswerHeader.RETRY_AFTER;
import static dev.pgweir.openapi.AnswerHeader.WWW_AUTHENTICATE;

import dev.pgweir.openapi.schema.JsonTypes;
import dev.pgweir.openapi.schema.ProblemSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;

/**
 * The errors an operation may answer with, each one response that all operations share. An operation lists those that say
 * something about it, and the two kinds that any request may meet.
 */
enum ErrorAnswer {
    NOT_FOUND("404", "NotFound", "There is no such row or resource."),
    CONFLICT(
            "409",
            "Conflict",
            "A unique, foreign key or exclusion constraint forbids this; rows would move to another partition; an id is not"
                    + " unique; or a request with the same `Idempotency-Key` is still being worked on."),
    PRECONDITION_FAILED("412", "PreconditionFailed", "The row is not as `If-Match` or `If-None-Match` wants it."),
    RANGE_NOT_SATISFIABLE("416", "RangeNotSatisfiable", "The page begins behind the last row."),
    PRECONDITION_REQUIRED(
            "428",
            "PreconditionRequired",
            "Rows of this resource are written with `If-Match` or `If-None-Match` only: the gateway is set up so."),
    CLIENT_ERROR("4XX", "ClientError", """
            The request cannot be served as it is:

            - 400: a parameter or the body could not be understood; `errors` names it.
            - 401: a token is missing or is not to be believed, and `WWW-Authenticate` tells why.
            - 403: the database role of the caller, or of the gateway where it knows no callers, may not do this.
            - 404: there is no such resource.
            - 406: `Accept` names no form that rows are answered in, or one row is not all there is.
            - 408: the body stopped to come before its end; nothing was written.
            - 409: it is at odds with what is stored, or with another request.
            - 413, 414: the body, or the path and query, are larger than the gateway takes.
            - 415: the body is in no form that is taken here.
            - 422: a value does not fit its column, a constraint, or any partition; the range of the partition key is open or
              too wide; the answer would be too large; or the `Idempotency-Key` is that of another request.
            - 429: the caller has asked for all that it may for now, and `Retry-After` tells for how long."""),
    SERVER_ERROR("5XX", "ServerError", """
            The request may be repeated later:

            - 503: no node can serve it now, or none could begin it in time.
            - 504: the request, or its statement, ran longer than it may.""");

    private final String status;
    private final String componentName;
    private final String description;

    ErrorAnswer(String status, String componentName, String description) {
        this.status = status;
        this.componentName = componentName;
        this.description = description;
    }

    String componentName() {
        return componentName;
    }

    void addTo(ApiResponses responses) {
        responses.addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + componentName));
    }

    ApiResponse response() {
        var problem = new MediaType().schema(JsonTypes.reference(ProblemSchema.NAME));
        var response = new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", problem));
        AnswerHeader.VARY.addTo(response);
        AnswerHeader.SERVED_BY.addTo(response);
        headers().forEach(header -> header.addTo(response));
        return response;
    }

    private List<AnswerHeader> headers() {
        return switch (this) {
            case CLIENT_ERROR -> List.of(RATE_LIMIT, RATE_LIMIT_POLICY, RETRY_AFTER, WWW_AUTHENTICATE);
            case SERVER_ERROR -> List.of(RETRY_AFTER);
            case RANGE_NOT_SATISFIABLE -> List.of(CONTENT_RANGE);
            case NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED -> List.of();
        };
    }
}
