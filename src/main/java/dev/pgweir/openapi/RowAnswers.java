package dev.pgweir.openapi;

import static dev.pgweir.openapi.AnswerHeader.CONTENT_RANGE;
import static dev.pgweir.openapi.AnswerHeader.EMBEDDED_LIMIT;
import static dev.pgweir.openapi.AnswerHeader.ETAG;
import static dev.pgweir.openapi.AnswerHeader.IDEMPOTENCY_REPLAYED;
import static dev.pgweir.openapi.AnswerHeader.LIMIT_APPLIED;
import static dev.pgweir.openapi.AnswerHeader.LINK;
import static dev.pgweir.openapi.AnswerHeader.LOCATED_BY;
import static dev.pgweir.openapi.AnswerHeader.LOCATION;
import static dev.pgweir.openapi.AnswerHeader.PARTITION_WINDOW;

import dev.pgweir.openapi.schema.DescribedResource;
import dev.pgweir.openapi.schema.JsonTypes;
import dev.pgweir.resources.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The answers that hold rows of a resource, each one response that the operations of this resource share. */
enum RowAnswers {
    PAGE("Page", "A page of rows; all of them as CSV or NDJSON. 206 where they were counted, and there are others.") {
        @Override
        ApiResponse response(DescribedResource resource) {
            var content = rows(resource);
            StreamedMedia.addTo(content);
            return answer(content, CONTENT_RANGE, EMBEDDED_LIMIT, ETAG, LIMIT_APPLIED, LINK, PARTITION_WINDOW);
        }
    },
    ROWS(
            "Rows",
            "Done, with `Prefer: return=representation`: the rows. Of a `POST`, 201 where rows were created, and 200 where"
                    + " `Prefer: resolution=` found all of them there already.") {
        @Override
        ApiResponse response(DescribedResource resource) {
            return answer(rows(resource), LOCATION, ETAG, CONTENT_RANGE, IDEMPOTENCY_REPLAYED);
        }
    },
    ROW("Row", "The row; of a write as it now is, or last was, with `Prefer: return=representation`.") {
        @Override
        ApiResponse response(DescribedResource resource) {
            var content = new Content().addMediaType("application/json", media(row(resource)));
            return answer(content, ETAG, LOCATED_BY, IDEMPOTENCY_REPLAYED);
        }
    };

    private static final Set<Operation> WRITES_OF_ROWS =
            EnumSet.of(Operation.CREATE, Operation.UPDATE_ROWS, Operation.DELETE_ROWS);

    private final String suffix;
    private final String description;

    RowAnswers(String suffix, String description) {
        this.suffix = suffix;
        this.description = description;
    }

    /** Those that a resource needs, by the name of the component. */
    static Map<String, ApiResponse> of(DescribedResource resource) {
        var operations = resource.operations();
        var answers = new LinkedHashMap<String, ApiResponse>();
        if (operations.contains(Operation.LIST)) {
            PAGE.addTo(answers, resource);
            if (!Collections.disjoint(operations, WRITES_OF_ROWS)) {
                ROWS.addTo(answers, resource);
            }
        }
        if (operations.contains(Operation.ITEM)) {
            ROW.addTo(answers, resource);
        }
        return answers;
    }

    ApiResponse reference(DescribedResource resource) {
        return new ApiResponse().$ref("#/components/responses/" + resource.typeName() + suffix);
    }

    abstract ApiResponse response(DescribedResource resource);

    ApiResponse answer(Content content, AnswerHeader... headers) {
        return AnswerHeader.addTo(new ApiResponse().description(description).content(content), headers);
    }

    private void addTo(Map<String, ApiResponse> answers, DescribedResource resource) {
        answers.put(resource.typeName() + suffix, response(resource));
    }

    private static Content rows(DescribedResource resource) {
        return new Content()
                .addMediaType("application/json", media(JsonTypes.arrayOf(row(resource))))
                .addMediaType("application/vnd.pgrst.object+json", media(row(resource)));
    }

    private static JsonSchema row(DescribedResource resource) {
        return JsonTypes.reference(resource.typeName());
    }

    private static MediaType media(JsonSchema schema) {
        return new MediaType().schema(schema);
    }
}
