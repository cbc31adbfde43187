package dev.pgweir.openapi;

import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.Map;

/** The media types in which any number of rows travels. */
final class StreamedMedia {

    private static final String CSV = "CsvRows";
    private static final String NDJSON = "NdjsonRows";

    private StreamedMedia() {}

    static void addTo(Content content) {
        content.addMediaType("text/csv", new MediaType().schema(JsonTypes.reference(CSV)));
        content.addMediaType("application/x-ndjson", new MediaType().schema(JsonTypes.reference(NDJSON)));
    }

    static Map<String, JsonSchema> schemas() {
        return Map.of(
                CSV, text("A line of column names, then one line per row, as PostgreSQL writes CSV."),
                NDJSON, text("A row as a JSON object on each line."));
    }

    private static JsonSchema text(String description) {
        var text = JsonTypes.of("string");
        text.setDescription(description);
        return text;
    }
}
