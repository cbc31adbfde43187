package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;

/** The media types in which any number of rows travels. */
final class StreamedMedia {

    private StreamedMedia() {}

    static void addTo(Content content) {
        content.addMediaType("text/csv", text("A line of column names, then a line a row, as PostgreSQL writes CSV."));
        content.addMediaType("application/x-ndjson", text("A row as a JSON object on each line."));
    }

    private static MediaType text(String description) {
        var text = JsonTypes.of("string");
        text.setDescription(description);
        return new MediaType().schema(text);
    }
}
