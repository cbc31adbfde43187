package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.Examples;
import dev.pgweir.openapi.schema.JsonTypes;
import dev.pgweir.openapi.schema.Resource;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;

/** What a client sends to write a resource. */
final class Bodies {

    private Bodies() {}

    static RequestBody oneOrManyRows(Resource resource) {
        var one = JsonTypes.reference(resource.insertName());
        var oneOrMany = new JsonSchema();
        oneOrMany.addOneOfItem(one);
        oneOrMany.addOneOfItem(JsonTypes.arrayOf(one));
        var row = Examples.newRow(resource.insertableColumns());
        var body = json(new MediaType()
                .schema(oneOrMany)
                .addExamples("one", new Example().summary("One row").value(row))
                .addExamples("many", new Example().summary("Many rows").value(List.of(row, row))));
        StreamedMedia.addTo(body.getContent());
        return body;
    }

    static RequestBody row(Resource resource) {
        return json(new MediaType()
                .schema(JsonTypes.reference(resource.insertName()))
                .example(Examples.row(resource.insertableColumns())));
    }

    static RequestBody change(Resource resource) {
        var values = resource.updatableColumns().stream()
                .filter(column -> !resource.keyColumns().contains(column))
                .toList();
        return json(new MediaType()
                .schema(JsonTypes.reference(resource.updateName()))
                .example(Examples.newRow(values)));
    }

    private static RequestBody json(MediaType media) {
        return new RequestBody().required(true).content(new Content().addMediaType("application/json", media));
    }
}
