package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Asks the server what it holds, within the caller's transaction. The tables come from one statement, as one JSON
 * document each, in the shape of {@link Table}, and so do the routines.
 */
@Component
class CatalogReader {

    private static final String TABLES = statement("tables.sql");
    private static final String ROUTINES = statement("routines.sql");

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(Bounds.class, new BoundsDeserializer()))
            .build();

    private final JdbcClient jdbc;
    private final CatalogProperties properties;
    private final List<String> schemas;
    private final FunctionsProperties functions;

    CatalogReader(JdbcClient jdbc, CatalogProperties properties, FunctionsProperties functions) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.schemas = properties.schemas();
        this.functions = functions;
    }

    List<String> schemas() {
        return schemas;
    }

    /** Whether a table has a name that may be meant of a further schema. */
    boolean isMistakable(Table table) {
        return properties.isMistakable(table.schema(), table.relation());
    }

    /** All tables and views that one of these roles at least may use; where none is given, that the current one may. */
    List<Table> tables(List<String> roles) {
        return documents(TABLES, roles, Table.class);
    }

    /**
     * All functions and procedures that one of these roles at least may call, or the current one, and a client can, by the name
     * under which it does.
     */
    Map<String, List<Routine>> routines(List<String> roles) {
        Map<String, List<Routine>> routines = new HashMap<>();
        for (var routine : documents(ROUTINES, roles, Routine.class)) {
            var name = properties.called(routine.schema(), routine.name());
            if (!properties.isMistakable(routine.schema(), routine.name())) {
                functions
                        .served(name, routine)
                        .ifPresent(served -> routines.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(served));
            }
        }
        return routines;
    }

    private <T> List<T> documents(String statement, List<String> roles, Class<T> type) {
        return schemas.stream()
                .flatMap(schema -> jdbc
                        .sql(statement)
                        .param("schema", schema)
                        .param("roles", JSON.writeValueAsString(roles))
                        .param("further", JSON.writeValueAsString(schemas.subList(1, schemas.size())))
                        .query((row, number) -> JSON.readValue(row.getString(1), type))
                        .list()
                        .stream())
                .toList();
    }

    /** What the current role can see of a schema itself. */
    SchemaAccess access(String schema) {
        return jdbc.sql("""
                        SELECT current_user AS role,
                               n.oid IS NOT NULL AS exists,
                               COALESCE(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), false) AS usable
                          FROM (VALUES (:schema)) s (name)
                          LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = s.name""")
                .param("schema", schema)
                .query((row, number) -> new SchemaAccess(
                        schema, row.getString("role"), row.getBoolean("exists"), row.getBoolean("usable")))
                .single();
    }

    private static String statement(String resource) {
        try (InputStream stream = Objects.requireNonNull(CatalogReader.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class BoundsDeserializer extends FromStringDeserializer<Bounds> {

        BoundsDeserializer() {
            super(Bounds.class);
        }

        @Override
        protected Bounds _deserialize(String text, DeserializationContext context) {
            return BoundsParser.parse(text);
        }
    }
}
