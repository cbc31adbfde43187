package dev.pgweir.openapi.schema;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;

/** What an error looks like: the members of RFC 9457, and those that clients of PostgREST read. */
public final class ProblemSchema {

    public static final String NAME = "Problem";
    private static final String ERROR_NAME = "ProblemError";

    private ProblemSchema() {}

    public static Map<String, Schema<?>> all() {
        return Map.of(NAME, problem(), ERROR_NAME, error());
    }

    private static JsonSchema problem() {
        var problem = JsonTypes.of("object");
        problem.setDescription("An error, as RFC 9457 has it.");
        problem.addProperty(
                "type",
                JsonTypes.string(
                        "The kind of problem, for programs: `urn:pgweir:problem:` and a word that never changes."));
        problem.addProperty("title", JsonTypes.string("The kind of problem, for people."));
        problem.addProperty("status", JsonTypes.of("integer", "int32"));
        problem.addProperty("detail", JsonTypes.string("What went wrong this time."));
        problem.addProperty("instance", JsonTypes.string("The path of the request."));
        problem.addProperty(
                "code",
                JsonTypes.string(
                        "What clients of PostgREST compare: the SQLSTATE, PostgREST's own code, or the word of `type`."));
        problem.addProperty("message", JsonTypes.string("The same as `detail`, for clients of PostgREST."));
        problem.addProperty("details", JsonTypes.stringOrNull("More about it, where there is more."));
        problem.addProperty("hint", JsonTypes.stringOrNull("What to try instead, where that is known."));
        problem.addProperty("sqlstate", JsonTypes.string("PostgreSQL's error code, where it lies behind the error."));
        problem.addProperty("errors", JsonTypes.arrayOf(JsonTypes.reference(ERROR_NAME)));
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "message", "details", "hint"));
        return problem;
    }

    private static JsonSchema error() {
        var error = JsonTypes.of("object");
        error.setDescription("One fault in a request.");
        error.addProperty("parameter", JsonTypes.string("The query parameter at fault."));
        error.addProperty("header", JsonTypes.string("The header at fault."));
        error.addProperty("pointer", JsonTypes.string("The place in the body at fault, as a JSON pointer."));
        error.addProperty("line", JsonTypes.of("integer", "int64"));
        error.addProperty("column", JsonTypes.string("The column of that line of an import."));
        error.addProperty("constraint", JsonTypes.string("The constraint of the database that was broken."));
        error.addProperty("detail", JsonTypes.string("What is wrong with it."));
        return error;
    }
}
