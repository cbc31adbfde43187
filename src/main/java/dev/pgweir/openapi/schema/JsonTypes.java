package dev.pgweir.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;

/** JSON schemas of one line. */
final class JsonTypes {

    private JsonTypes() {}

    static JsonSchema of(String type) {
        var schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    static JsonSchema of(String type, String format) {
        var schema = of(type);
        schema.setFormat(format);
        return schema;
    }

    static JsonSchema string(String description) {
        var schema = of("string");
        schema.setDescription(description);
        return schema;
    }

    static JsonSchema count() {
        var schema = of("integer", "int32");
        schema.setMinimum(BigDecimal.ZERO);
        return schema;
    }

    static JsonSchema arrayOf(Schema<?> items) {
        var schema = of("array");
        schema.setItems(items);
        return schema;
    }

    static JsonSchema reference(String name) {
        var schema = new JsonSchema();
        schema.set$ref("#/components/schemas/" + name);
        return schema;
    }
}
