package dev.pgweir.openapi;

import static dev.pgweir.openapi.ErrorAnswer.CONFLICT;
import static dev.pgweir.openapi.ErrorAnswer.NOT_FOUND;
import static dev.pgweir.openapi.ErrorAnswer.PRECONDITION_FAILED;
import static dev.pgweir.openapi.ErrorAnswer.PRECONDITION_REQUIRED;
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

import dev.pgweir.openapi.schema.DescribedResource;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.EnumSet;
import java.util.Set;

/** The operations that write a resource; the primary serves them. */
final class Writes {

    private static final Set<SharedParameter> RESERVED = EnumSet.range(SELECT, COLUMNS);
    private static final Set<SharedParameter> OF_ROWS =
            EnumSet.of(SELECT, OR, AND, NOT_OR, NOT_AND, PREFER, IDEMPOTENCY_KEY);
    private static final Set<SharedParameter> OF_ITEMS = EnumSet.of(SELECT, PREFER, IF_MATCH, IDEMPOTENCY_KEY);

    private Writes() {}

    /** Rows are shown, and told to be there already, to a role that may read them. */
    static Operation create(DescribedResource resource) {
        var readable = resource.readable();
        var answers = new Answers(resource);
        if (readable) {
            answers.rows(200, RowAnswers.ROWS).rows(201, RowAnswers.ROWS);
        } else {
            answers.nothing(201, SharedAnswer.CREATED);
        }
        var parameters = EnumSet.of(COLUMNS, PREFER, IDEMPOTENCY_KEY);
        return ResourceOperation.of(
                        resource,
                        "create",
                        "Create a row of %s, or many, all or none",
                        readable ? with(parameters, SELECT, ON_CONFLICT) : parameters)
                .requestBody(RowBodies.oneOrManyRows(resource))
                .responses(answers.orErrors(CONFLICT));
    }

    static Operation replace(DescribedResource resource) {
        return ResourceOperation.of(
                        resource,
                        "replace",
                        "Replace a row of %s, or create it; columns left out take their defaults",
                        with(OF_ITEMS, COLUMNS, IF_NONE_MATCH))
                .requestBody(RowBodies.row(resource.insertName()))
                .responses(new Answers(resource)
                        .rows(200, RowAnswers.ROW)
                        .rows(201, RowAnswers.ROW)
                        .nothing(204, SharedAnswer.ROW_WRITTEN)
                        .orErrors(CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED));
    }

    static Operation update(DescribedResource resource) {
        return ResourceOperation.of(resource, "update", "Change some columns of a row of %s", with(OF_ITEMS, COLUMNS))
                .requestBody(RowBodies.row(resource.updateName()))
                .responses(item(resource));
    }

    static Operation delete(DescribedResource resource) {
        return ResourceOperation.of(resource, "delete", "Delete a row of %s", OF_ITEMS)
                .responses(item(resource));
    }

    static Operation updateRows(DescribedResource resource) {
        var operation = ResourceOperation.of(
                        resource,
                        "updateMany",
                        "Change some columns of all rows of %s that pass the filters",
                        with(OF_ROWS, COLUMNS))
                .requestBody(RowBodies.row(resource.updateName()))
                .responses(rows(resource));
        return ResourceOperation.filtered(operation, resource, RESERVED);
    }

    static Operation deleteRows(DescribedResource resource) {
        var operation = ResourceOperation.of(
                        resource, "deleteMany", "Delete all rows of %s that pass the filters", OF_ROWS)
                .responses(rows(resource));
        return ResourceOperation.filtered(operation, resource, RESERVED);
    }

    private static ApiResponses item(DescribedResource resource) {
        return new Answers(resource)
                .rows(200, RowAnswers.ROW)
                .nothing(204, SharedAnswer.ROW_WRITTEN)
                .orErrors(NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED);
    }

    private static ApiResponses rows(DescribedResource resource) {
        return new Answers(resource)
                .rows(200, RowAnswers.ROWS)
                .nothing(204, SharedAnswer.ROWS_WRITTEN)
                .orErrors(CONFLICT);
    }

    private static Set<SharedParameter> with(Set<SharedParameter> parameters, SharedParameter... more) {
        var all = EnumSet.copyOf(parameters);
        all.addAll(Set.of(more));
        return all;
    }
}
