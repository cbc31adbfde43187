package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.DescribedResource;
import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;

/** The bodies of requests that write rows of a resource. */
final class RowBodies {

    private RowBodies() {}

    static RequestBody oneOrManyRows(DescribedResource resource) {
        var one = JsonTypes.reference(resource.insertName());
        var oneOrMany = new JsonSchema();
        oneOrMany.addOneOfItem(one);
        oneOrMany.addOneOfItem(JsonTypes.arrayOf(one));
        var body = json(oneOrMany);
        StreamedMedia.addTo(body.getContent());
        return body;
    }

    /** A row, whose schema has this name. */
    static RequestBody row(String schema) {
        return json(JsonTypes.reference(schema));
    }

    private static RequestBody json(JsonSchema schema) {
        return new RequestBody()
                .required(true)
                .content(new Content().addMediaType("application/json", new MediaType().schema(schema)));
    }
}
