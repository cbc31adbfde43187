package dev.pgweir.openapi.schema;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;

/** JSON schemas of one line. */
public final class JsonTypes {

    private JsonTypes() {}

    public static JsonSchema of(String type) {
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

    static JsonSchema stringOrNull(String description) {
        var schema = string(description);
        schema.addType("null");
        return schema;
    }

    /** A whole number, 0 or more. */
    public static JsonSchema count() {
        var schema = of("integer", "int32");
        schema.setMinimum(BigDecimal.ZERO);
        return schema;
    }

    public static JsonSchema arrayOf(Schema<?> items) {
        var schema = of("array");
        schema.setItems(items);
        return schema;
    }

    /** What a reference says, or null. */
    static JsonSchema nullable(Schema<?> reference) {
        var schema = new JsonSchema();
        schema.addAnyOfItem(reference);
        schema.addAnyOfItem(of("null"));
        return schema;
    }

    /** The schema that stands under this name among the components. */
    public static JsonSchema reference(String name) {
        var schema = new JsonSchema();
        schema.set$ref("#/components/schemas/" + name);
        return schema;
    }
}
