package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.DescribedResource;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;

/** Collects the answers of one operation, all of them references to what is shared. */
final class Answers {

    private final ApiResponses responses = new ApiResponses();
    private final DescribedResource resource;

    Answers(DescribedResource resource) {
        this.resource = resource;
    }

    Answers rows(int status, RowAnswers answer) {
        return add(status, answer.reference(resource));
    }

    Answers nothing(int status, SharedAnswer answer) {
        return add(status, new ApiResponse().$ref("#/components/responses/" + answer.componentName()));
    }

    /** These errors, and those that any request may meet. */
    ApiResponses orErrors(ErrorAnswer... errors) {
        for (var error : errors) {
            error.addTo(responses);
        }
        ErrorAnswer.CLIENT_ERROR.addTo(responses);
        ErrorAnswer.SERVER_ERROR.addTo(responses);
        return responses;
    }

    private Answers add(int status, ApiResponse response) {
        responses.addApiResponse(Integer.toString(status), response);
        return this;
    }
}
