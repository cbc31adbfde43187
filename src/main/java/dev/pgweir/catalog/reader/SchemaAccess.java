package dev.pgweir.catalog.reader;

/**
 * What the gateway's database role can see of the exposed schema.
 *
 * @param schema its name
 * @param role the database role
 * @param exists whether there is such a schema
 * @param usable whether the role has {@code USAGE} on it
 */
record SchemaAccess(String schema, String role, boolean exists, boolean usable) {

    /** Says why nothing is exposed, and what to do. */
    String whyEmpty() {
        if (!exists) {
            return "There is no schema \"%s\" in this database: create it, or set pgweir.schema, or pgweir.further-schemas, to one that exists"
                    .formatted(schema);
        }
        if (!usable) {
            return "The role \"%s\" may not use the schema \"%s\": GRANT USAGE ON SCHEMA \"%s\" TO \"%s\""
                    .formatted(role, schema, schema, role);
        }
        return "The schema \"%s\" holds no table or view that the role \"%s\" may use: GRANT it SELECT on some"
                .formatted(schema, role);
    }
}
