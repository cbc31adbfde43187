package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.EnumSet;
import java.util.Set;

/** The headers that answers carry, each one header that all answers share. */
enum AnswerHeader {
    CONTENT_RANGE(
            "Content-Range",
            "Which rows these are, the first being 0: `0-49/*`; `*/*` where there are none; `*/n` after an import of n rows."),
    EMBEDDED_LIMIT(
            "Embedded-Limit",
            "Which embedded lists are as long as the gateway lets them be, so that rows may be missing, and how many of each:"
                    + " `\"orders.lines\";limit=1000;full=3`."),
    ETAG(
            "ETag",
            "The version: of a row strong, for `If-Match` and `If-None-Match`; of a page weak, for `If-None-Match`."
                    + " Absent where views have no versions."),
    IDEMPOTENCY_REPLAYED(
            "Idempotency-Replayed", "`true` where this is the answer to an earlier request with the same key."),
    LIMIT_APPLIED("Limit-Applied", "The gateway's own limit, where the request asked for more rows than that."),
    LINK("Link", "The next page, absent on the last: `</sales?limit=50&cursor=…>; rel=\"next\"`."),
    LOCATED_BY(
            "Located-By",
            "How the partition of a row was found that was named by its id alone: `memory`, `time`, `range`, `locator` or"
                    + " `search`."),
    LOCATION("Location", "The path of the new row, where one row was created."),
    PARTITION_WINDOW(
            "Partition-Window",
            "Which part of a partitioned table the page is about: `key=\"order_date\", from=\"2024-01-01\", to=\"2024-04-01\","
                    + " partitions=3`; and `scanned-to` where the page ended before it was full, for lack of time."),
    PREFERENCE_APPLIED("Preference-Applied", "The preferences of `Prefer` that were followed."),
    RATE_LIMIT("RateLimit", "What the caller may still spend, and when all of it is back: `\"caller\";r=12;t=30`."),
    RATE_LIMIT_POLICY("RateLimit-Policy", "What the caller may spend in so many seconds: `\"caller\";q=600;w=60`."),
    RETRY_AFTER("Retry-After", "In how many seconds to try again."),
    SERVED_BY(
            "Served-By",
            "The node that ran the statement, and its role: `replica-1; role=replica`. Absent where none was asked."),
    SERVER_TIMING(
            "Server-Timing",
            "Where the time went, in milliseconds: waiting for a node, for a connection, the database, and making the answer:"
                    + " `route;dur=0.012, wait;dur=0.004, db;dur=1.310, render;dur=0.093`. Where the gateway is set to tell."),
    VARY("Vary", "The headers of requests that answers depend on."),
    WWW_AUTHENTICATE("WWW-Authenticate", "How to say who asks: `Bearer`, and what was wrong with the token.");

    private static final Set<AnswerHeader> OF_ALL = EnumSet.of(PREFERENCE_APPLIED, SERVED_BY, SERVER_TIMING, VARY);

    private final String header;
    private final String description;

    AnswerHeader(String header, String description) {
        this.header = header;
        this.description = description;
    }

    String header() {
        return header;
    }

    Header definition() {
        return new Header()
                .description(description)
                .schema(this == RETRY_AFTER ? JsonTypes.count() : JsonTypes.of("string"));
    }

    /** Adds these, and those that all answers carry. */
    static ApiResponse addTo(ApiResponse response, AnswerHeader... headers) {
        for (var header : headers) {
            header.addTo(response);
        }
        OF_ALL.forEach(header -> header.addTo(response));
        return response;
    }

    void addTo(ApiResponse response) {
        response.addHeaderObject(header, new Header().$ref("#/components/headers/" + header));
    }
}
