package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.Examples;
import dev.pgweir.openapi.schema.JsonTypes;
import dev.pgweir.openapi.schema.Resource;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Set;

/** Collects the answers of one operation. */
final class Answers {

    private final ApiResponses responses = new ApiResponses();
    private final Resource resource;

    Answers(Resource resource) {
        this.resource = resource;
    }

    Answers rows(int status, String description, AnswerHeader... headers) {
        return add(status, rows().description(description), headers);
    }

    /** Rows, or the only row as an object. */
    Answers rowsOrOnlyRow(int status, String description, AnswerHeader... headers) {
        return add(status, rowsOrOnlyRow().description(description), headers);
    }

    /** Rows in every form that a client may ask for. */
    Answers rowsInAnyForm(int status, String description, AnswerHeader... headers) {
        var answer = rowsOrOnlyRow();
        StreamedMedia.addTo(answer.getContent());
        return add(status, answer.description(description), headers);
    }

    Answers row(int status, String description, AnswerHeader... headers) {
        var row = Examples.row(resource.table().readableColumns());
        return add(status, json(JsonTypes.reference(resource.typeName()), row).description(description), headers);
    }

    Answers nothing(int status, String description, AnswerHeader... headers) {
        return add(status, new ApiResponse().description(description), headers);
    }

    ApiResponses orErrors(Set<ErrorAnswer> errors) {
        errors.forEach(error -> responses.addApiResponse(error.status(), error.reference()));
        return responses;
    }

    private Answers add(int status, ApiResponse response, AnswerHeader... headers) {
        for (var header : headers) {
            header.addTo(response);
        }
        AnswerHeader.OF_ALL.forEach(header -> header.addTo(response));
        responses.addApiResponse(Integer.toString(status), response);
        return this;
    }

    private ApiResponse rowsOrOnlyRow() {
        var answer = rows();
        var row = new MediaType().schema(JsonTypes.reference(resource.typeName()));
        answer.getContent().addMediaType("application/vnd.pgrst.object+json", row);
        return answer;
    }

    private ApiResponse rows() {
        var row = Examples.row(resource.table().readableColumns());
        return json(JsonTypes.arrayOf(JsonTypes.reference(resource.typeName())), List.of(row));
    }

    private static ApiResponse json(JsonSchema schema, Object example) {
        var media = new MediaType().schema(schema).example(example);
        return new ApiResponse().content(new Content().addMediaType("application/json", media));
    }
}
