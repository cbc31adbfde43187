package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.EnumSet;
import java.util.Set;

/** The parameters that mean the same for every resource. */
enum SharedParameter {
    SELECT("query", "select", "The columns to answer with, separated by commas; all of them if absent."),
    ORDER(
            "query",
            "order",
            "The columns to sort by, separated by commas, each with an optional `.asc` or `.desc` and an optional"
                    + " `.nullsfirst` or `.nullslast`."),
    LIMIT("query", "limit", "The most rows to answer with; the gateway has a limit of its own."),
    OFFSET("query", "offset", "How many rows to skip. The gateway serves no deep offsets: follow `Link` instead."),
    CURSOR("query", "cursor", "Where the page begins, as the `Link` of the page before it says."),
    OR("query", "or", "Filters of which one must hold: `(a.lt.1,and(b.gte.2,b.lt.3))`. A `not.or` negates it."),
    AND("query", "and", "Filters that must all hold: `(a.gte.1,or(b.is.null,b.lt.3))`. A `not.and` negates it."),
    PREFER(
            "header",
            "Prefer",
            "Preferences, parted by commas. `wait=5`: how many seconds the request may take. Of lists:"
                    + " `count=exact`, `count=planned` or `count=estimated` for the number of rows on all pages. Of writes:"
                    + " `return=minimal` for no body, `return=headers-only` for no body but a `Location`,"
                    + " `return=representation` for the rows as they now are; `max-affected=10` to refuse a write of more"
                    + " rows; `tx=rollback` to undo it; of new rows `resolution=merge-duplicates` or"
                    + " `resolution=ignore-duplicates` for those that are there already, and `missing=default` where rows"
                    + " leave columns out. `handling=strict` refuses preferences that are not known."),
    IDEMPOTENCY_KEY(
            "header",
            "Idempotency-Key",
            "A string of the client's choice, such as a UUID, that names this write: a repeat with the same key is"
                    + " answered as the first request was, and writes nothing.");

    static final Set<SharedParameter> OF_LISTS = EnumSet.complementOf(EnumSet.of(PREFER, IDEMPOTENCY_KEY));

    private final String place;
    private final String parameter;
    private final String description;

    SharedParameter(String place, String parameter, String description) {
        this.place = place;
        this.parameter = parameter;
        this.description = description;
    }

    /** Whether a column of that name cannot be filtered on, since the query gives the name another meaning. */
    static boolean isReserved(String column) {
        return OF_LISTS.stream().anyMatch(shared -> shared.parameter.equals(column));
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
        return new Parameter().$ref("#/components/parameters/" + parameter);
    }

    private JsonSchema schema() {
        return switch (this) {
            case LIMIT, OFFSET -> JsonTypes.count();
            case OR, AND -> JsonTypes.arrayOf(JsonTypes.of("string"));
            case SELECT, ORDER, CURSOR, PREFER, IDEMPOTENCY_KEY -> JsonTypes.of("string");
        };
    }
}
