package dev.pgweir.lifecycle.doctor;

import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.doctor.Examination.Home;
import dev.pgweir.lifecycle.doctor.Examination.Locked;
import dev.pgweir.lifecycle.doctor.Examination.PartitionState;
import dev.pgweir.lifecycle.doctor.Examination.Place;
import dev.pgweir.lifecycle.doctor.Examination.Size;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.postgres.OwnSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the server for the facts of a partitioned table, within the caller's transaction; no rows are counted. */
@Component
class FactReader {

    private static final String PARTITIONS = statement("partitions.sql");
    private static final String ROOT = statement("root.sql");
    private static final String NO_SEALS = "(SELECT NULL::regclass, NULL::bigint)";

    private final JdbcClient jdbc;
    private final OwnSchema schema;

    FactReader(JdbcClient jdbc, OwnSchema schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    Facts read(Table table, Optional<String> locator) {
        var name = QualifiedName.of(table).sql();
        var root = jdbc.sql(ROOT)
                .param("table", name)
                .query((row, _) -> new Facts.Root(
                        row.getInt("indexes"),
                        strings(row.getArray("indexed_by")),
                        row.getInt("server_version"),
                        row.getInt("max_locks")))
                .single();
        var partitions = jdbc.sql(PARTITIONS.formatted(seals()))
                .param("table", name)
                .query((row, _) -> partition(row))
                .list();
        var defaultHoldsRows =
                partitions.stream().filter(PartitionState::isDefault).anyMatch(this::holdsRows);
        return new Facts(
                root, partitions, defaultHoldsRows, locator.map(this::readable).orElse(List.of()));
    }

    /** The gateway's own tables are not made for this alone. */
    private String seals() {
        var table = new QualifiedName(schema.name(), "sealed_partition").sql();
        var readable = jdbc.sql("SELECT COALESCE(has_table_privilege(to_regclass(?), 'SELECT'), false)")
                .param(table)
                .query(Boolean.class)
                .single();
        return readable ? "(SELECT relation, version FROM %s WHERE unsealing_at IS NULL)".formatted(table) : NO_SEALS;
    }

    /** The columns of a table, of whose name both parts are as in the configuration. */
    private List<String> readable(String relation) {
        return jdbc.sql("""
                        SELECT attname FROM pg_catalog.pg_attribute
                         WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
                           AND has_column_privilege(attrelid, attnum, 'SELECT')""")
                .param(Stream.of(relation.split("\\.", 2))
                        .map(Identifier::quoted)
                        .collect(joining(".")))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    /** As the server estimates it where the role may not look: a privilege on the table is none on its partitions. */
    private boolean holdsRows(PartitionState rest) {
        var name = rest.qualifiedName().sql();
        var readable = jdbc.sql("SELECT has_table_privilege(?, 'SELECT')")
                .param(name)
                .query(Boolean.class)
                .single();
        return readable
                ? jdbc.sql("SELECT EXISTS (SELECT FROM %s)".formatted(name))
                        .query(Boolean.class)
                        .single()
                : rest.size().rows().filter(rows -> rows == 0).isEmpty();
    }

    private static PartitionState partition(ResultSet row) throws SQLException {
        return new PartitionState(
                new Place(
                        row.getString("schema"),
                        row.getString("name"),
                        row.getString("bounds"),
                        Optional.empty(),
                        Optional.empty()),
                new Size(
                        Optional.ofNullable(row.getObject("rows", Long.class)),
                        row.getLong("bytes"),
                        row.getInt("leaves"),
                        row.getInt("indexes")),
                strings(row.getArray("indexed_by")),
                new Locked(row.getInt("locks"), row.getInt("locks_of_row")),
                Optional.ofNullable(row.getObject("sealed", Long.class)),
                row.getBoolean("detaching"),
                new Home(row.getString("storage"), Optional.ofNullable(row.getString("server"))));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static String statement(String resource) {
        try (InputStream stream = Objects.requireNonNull(FactReader.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
