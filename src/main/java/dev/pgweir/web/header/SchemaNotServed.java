package dev.pgweir.web.header;

/** A request is about a schema that the gateway does not serve. Nothing was run. */
public final class SchemaNotServed extends RuntimeException {

    private final String header;
    private final String served;

    /**
     * @param header the header that names the schema
     * @param schema the schema
     * @param served the schema that is served
     */
    SchemaNotServed(String header, String schema, String served) {
        super("the schema \"%s\" is not served".formatted(schema));
        this.header = header;
        this.served = served;
    }

    /** The header that names the schema. */
    public String header() {
        return header;
    }

    /** The schema that is served. */
    public String served() {
        return served;
    }
}
