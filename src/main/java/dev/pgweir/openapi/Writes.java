package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.ETAG;
import static dev.pgweir.openapi.AnswerHeader.IDEMPOTENCY_REPLAYED;
import static dev.pgweir.openapi.AnswerHeader.LOCATION;
import static dev.pgweir.openapi.ErrorAnswer.CONTENT_TOO_LARGE;
import static dev.pgweir.openapi.ErrorAnswer.PRECONDITION_FAILED;
import static dev.pgweir.openapi.ErrorAnswer.PRECONDITION_REQUIRED;
import static dev.pgweir.openapi.ErrorAnswer.RANGE_NOT_SATISFIABLE;
import static dev.pgweir.openapi.ErrorAnswer.UNSUPPORTED_MEDIA_TYPE;
import static dev.pgweir.openapi.SharedParameter.AND;
import static dev.pgweir.openapi.SharedParameter.COLUMNS;
import static dev.pgweir.openapi.SharedParameter.IDEMPOTENCY_KEY;
import static dev.pgweir.openapi.SharedParameter.IF_MATCH;
import static dev.pgweir.openapi.SharedParameter.IF_NONE_MATCH;
import static dev.pgweir.openapi.SharedParameter.NOT_AND;
import static dev.pgweir.openapi.SharedParameter.NOT_OR;
import static dev.pgweir.openapi.SharedParameter.ON_CONFLICT;
import static dev.pgweir.openapi.SharedParameter.OR;
import static dev.pgweir.openapi.SharedParameter.PREFER;
import static dev.pgweir.openapi.SharedParameter.SELECT;

import dev.pgweir.openapi.schema.Resource;
import io.swagger.v3.oas.models.Operation;
import java.util.EnumSet;
import java.util.Set;

/** The operations that write a resource; the primary serves them. */
final class Writes {

    private static final String ALL_THERE = "With `Prefer: resolution=`, where all rows were there already.";
    private static final String CREATED = "Created. What there is now, with `Prefer: return=representation`.";
    private static final String DONE_AND_SHOWN = "Done, with `Prefer: return=representation`: the row.";
    private static final String DONE_AND_ALL_SHOWN = "Done, with `Prefer: return=representation`: the rows.";
    private static final String DONE = "Done.";

    private static final Set<SharedParameter> RESERVED = EnumSet.range(SELECT, COLUMNS);
    private static final Set<SharedParameter> OF_ROWS =
            EnumSet.of(SELECT, OR, AND, NOT_OR, NOT_AND, PREFER, IDEMPOTENCY_KEY);
    private static final Set<SharedParameter> OF_ITEMS = EnumSet.of(SELECT, PREFER, IF_MATCH, IDEMPOTENCY_KEY);

    private static final Set<ErrorAnswer> ITEM_ERRORS = EnumSet.complementOf(EnumSet.of(RANGE_NOT_SATISFIABLE));
    private static final Set<ErrorAnswer> ROWS_ERRORS =
            without(ITEM_ERRORS, PRECONDITION_FAILED, PRECONDITION_REQUIRED);

    private Writes() {}

    /** Rows are shown, and told to be there already, to a role that may read them. */
    static Operation create(Resource resource) {
        var readable = resource.readable();
        var answers = new Answers(resource);
        if (readable) {
            answers.rowsOrOnlyRow(200, ALL_THERE, LOCATION, ETAG, CONTENT_RANGE, IDEMPOTENCY_REPLAYED)
                    .rowsOrOnlyRow(201, CREATED, LOCATION, ETAG, CONTENT_RANGE, IDEMPOTENCY_REPLAYED);
        } else {
            answers.nothing(201, "Created.", CONTENT_RANGE, IDEMPOTENCY_REPLAYED);
        }
        var parameters = EnumSet.of(COLUMNS, PREFER, IDEMPOTENCY_KEY);
        return ResourceOperation.of(
                        resource,
                        "create",
                        "Create a row of %s, or many, all or none",
                        readable ? with(parameters, SELECT, ON_CONFLICT) : parameters)
                .requestBody(Bodies.oneOrManyRows(resource))
                .responses(answers.orErrors(ROWS_ERRORS));
    }

    static Operation replace(Resource resource) {
        return ResourceOperation.of(
                        resource,
                        "replace",
                        "Replace a row of %s, or create it; columns left out take their defaults",
                        with(OF_ITEMS, COLUMNS, IF_NONE_MATCH))
                .requestBody(Bodies.row(resource))
                .responses(new Answers(resource)
                        .row(200, DONE_AND_SHOWN, ETAG, IDEMPOTENCY_REPLAYED)
                        .row(201, CREATED, ETAG, IDEMPOTENCY_REPLAYED)
                        .nothing(204, DONE, ETAG, IDEMPOTENCY_REPLAYED)
                        .orErrors(ITEM_ERRORS));
    }

    static Operation update(Resource resource) {
        return ResourceOperation.of(resource, "update", "Change some columns of a row of %s", with(OF_ITEMS, COLUMNS))
                .requestBody(Bodies.change(resource))
                .responses(new Answers(resource)
                        .row(200, DONE_AND_SHOWN, ETAG, IDEMPOTENCY_REPLAYED)
                        .nothing(204, DONE, ETAG, IDEMPOTENCY_REPLAYED)
                        .orErrors(ITEM_ERRORS));
    }

    static Operation delete(Resource resource) {
        return ResourceOperation.of(resource, "delete", "Delete a row of %s", OF_ITEMS)
                .responses(new Answers(resource)
                        .row(200, DONE_AND_SHOWN, IDEMPOTENCY_REPLAYED)
                        .nothing(204, DONE, IDEMPOTENCY_REPLAYED)
                        .orErrors(without(ITEM_ERRORS, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE)));
    }

    static Operation updateRows(Resource resource) {
        var operation = ResourceOperation.of(
                        resource,
                        "updateMany",
                        "Change some columns of all rows of %s that pass the filters",
                        with(OF_ROWS, COLUMNS))
                .requestBody(Bodies.change(resource))
                .responses(rows(resource).orErrors(ROWS_ERRORS));
        return ResourceOperation.filtered(operation, resource, RESERVED);
    }

    static Operation deleteRows(Resource resource) {
        var operation = ResourceOperation.of(
                        resource, "deleteMany", "Delete all rows of %s that pass the filters", OF_ROWS)
                .responses(rows(resource).orErrors(without(ROWS_ERRORS, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE)));
        return ResourceOperation.filtered(operation, resource, RESERVED);
    }

    private static Answers rows(Resource resource) {
        return new Answers(resource)
                .rowsOrOnlyRow(200, DONE_AND_ALL_SHOWN, CONTENT_RANGE, IDEMPOTENCY_REPLAYED)
                .nothing(204, DONE, CONTENT_RANGE, IDEMPOTENCY_REPLAYED);
    }

    private static Set<SharedParameter> with(Set<SharedParameter> parameters, SharedParameter... more) {
        var all = EnumSet.copyOf(parameters);
        all.addAll(Set.of(more));
        return all;
    }

    private static Set<ErrorAnswer> without(Set<ErrorAnswer> errors, ErrorAnswer... those) {
        var others = EnumSet.copyOf(errors);
        others.removeAll(Set.of(those));
        return others;
    }
}
