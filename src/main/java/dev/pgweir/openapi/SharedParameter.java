package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;

/** The parameters that mean the same for every resource. */
enum SharedParameter {
    SELECT(
            "query",
            "select",
            "What to answer with, separated by commas; all columns if absent. Columns, also `*` for all, paths"
                    + " `data->a->>b`, calendar units `day.bucket(month)` and aggregates `amount.sum()`, `count()`, by which"
                    + " rows are grouped; each perhaps renamed, `total:amount`, and cast, `amount::text`. And what belongs to each"
                    + " row in related tables: `customer(name)`, `lines(no,product(name))`."),
    ORDER(
            "query",
            "order",
            "What to sort by, separated by commas, each with an optional `.asc` or `.desc` and an optional"
                    + " `.nullsfirst` or `.nullslast`: columns, paths, calendar units, aggregates, or names given by"
                    + " `select`."),
    LIMIT("query", "limit", "The most rows to answer with; the gateway has a limit of its own."),
    OFFSET("query", "offset", "How many rows to skip. The gateway serves no deep offsets: follow `Link` instead."),
    CURSOR("query", "cursor", "Where the page begins, as the `Link` of the page before it says."),
    OR("query", "or", "Filters of which one must hold: `(a.lt.1,and(b.gte.2,b.lt.3))`."),
    AND("query", "and", "Filters that must all hold: `(a.gte.1,or(b.is.null,b.lt.3))`."),
    NOT_OR("query", "not.or", "Filters of which none may hold: `(a.lt.1,b.lt.3)`."),
    NOT_AND("query", "not.and", "Filters of which one must not hold: `(a.gte.1,b.gte.3)`."),
    HAVING(
            "query",
            "having",
            "Filters on aggregates, which keep groups of rows: `(count().gt.5,amount.sum().lt.100)`."),
    COLUMNS(
            "query",
            "columns",
            "The columns to write, separated by commas; what else the body has is passed over. All that it has if"
                    + " absent."),
    ON_CONFLICT(
            "query",
            "on_conflict",
            "The columns of the unique key by which `Prefer: resolution=` tells rows that are there already; the primary"
                    + " key if absent."),
    PREFER(
            "header",
            "Prefer",
            "Preferences, parted by commas. `wait=5`: how many seconds the request may take. Of lists:"
                    + " `count=exact`, `count=planned` or `count=estimated` for the number of rows on all pages;"
                    + " `explain-partitions` for the partitions it looks into rather than rows, if the gateway tells. Of writes:"
                    + " `return=minimal` for no body, `return=headers-only` for no body but a `Location`,"
                    + " `return=representation` for the rows as they now are; `max-affected=10` to refuse a write of more"
                    + " rows; `tx=rollback` to undo it; `partition-move=allow` to let rows move to another partition; of new rows `resolution=merge-duplicates` or"
                    + " `resolution=ignore-duplicates` for those that are there already, and `missing=default` where rows"
                    + " leave columns out. `handling=strict` refuses preferences that are not known."),
    RANGE(
            "header",
            "Range",
            "The first and the last row of a page, the first of all being 0: `0-24`. Better use `limit`."),
    IF_MATCH(
            "header",
            "If-Match",
            "Writes only where the row has this `ETag`, or one of several; an asterisk stands for any."),
    IF_NONE_MATCH(
            "header",
            "If-None-Match",
            "With a read the `ETag` of what the client has, answered 304 where nothing changed; with a write an asterisk,"
                    + " which creates a row and changes none."),
    IDEMPOTENCY_KEY(
            "header",
            "Idempotency-Key",
            "A string of the client's choice, such as a UUID, that names this write: a repeat with the same key is"
                    + " answered as the first request was, and writes nothing.");

    private final String place;
    private final String parameter;
    private final String description;

    SharedParameter(String place, String parameter, String description) {
        this.place = place;
        this.parameter = parameter;
        this.description = description;
    }

    boolean isNamed(String name) {
        return parameter.equals(name);
    }

    String parameter() {
        return parameter;
    }

    Parameter definition() {
        return new Parameter()
                .in(place)
                .name(parameter)
                .description(description)
                .schema(schema());
    }

    Parameter reference() {
        return reference(parameter);
    }

    /** The parameter that stands under this name among the components. */
    static Parameter reference(String name) {
        return new Parameter().$ref("#/components/parameters/" + name);
    }

    private JsonSchema schema() {
        return switch (this) {
            case LIMIT, OFFSET -> JsonTypes.count();
            case OR, AND, NOT_OR, NOT_AND, HAVING -> JsonTypes.arrayOf(JsonTypes.of("string"));
            case SELECT, ORDER, CURSOR, COLUMNS, ON_CONFLICT, PREFER, RANGE, IF_MATCH, IF_NONE_MATCH, IDEMPOTENCY_KEY ->
                JsonTypes.of("string");
        };
    }
}
