package dev.pgweir.access.apikey;

import dev.pgweir.access.apikey.ApiKey.Kind;
import dev.pgweir.access.apikey.ApiKey.Validity;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.postgres.OwnSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of API keys. What is done with it is done as who asks in the thread. Thread-safe. */
@Component
class ApiKeyTable {

    private static final String COLUMNS =
            "id, kind, role, claims::text, array_to_string(scopes, ' '), not_after, disabled, note";

    private final JdbcTemplate jdbc;
    private final String table;

    ApiKeyTable(JdbcTemplate jdbc, OwnSchema schema) {
        this.jdbc = jdbc;
        this.table = Identifier.quoted(schema.name()) + ".api_key";
    }

    /**
     * A row.
     *
     * @param hash the SHA-256 of its text, in hexadecimal digits
     */
    record StoredKey(ApiKey key, String hash) {}

    List<StoredKey> all() {
        return jdbc.query(
                "SELECT %s, encode(hash, 'hex') FROM %s ORDER BY made_at, id".formatted(COLUMNS, table),
                (row, _) -> new StoredKey(key(row), row.getString(9)));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString(1),
                Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString(3)),
                row.getString(4),
                scopes(row.getString(5)),
                new Validity(
                        Optional.ofNullable(row.getObject(6, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getBoolean(7)),
                row.getString(8));
    }

    private static Set<String> scopes(String words) {
        return Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    void add(ApiKey key, String hash) {
        jdbc.update(
                """
                INSERT INTO %s (id, hash, kind, role, claims, scopes, not_after, note)
                VALUES (?, decode(?, 'hex'), ?, nullif(?, ''), ?::jsonb, string_to_array(?, ' '), nullif(?, '')::timestamptz, ?)""".formatted(table),
                key.id(),
                hash,
                key.kind().word(),
                key.role().orElse(""),
                key.claims(),
                String.join(" ", key.scopes()),
                key.validity().notAfter().map(Instant::toString).orElse(""),
                key.note());
    }

    /** The one of this name, if there was one. */
    Optional<ApiKey> delete(String id) {
        return jdbc
                .query("DELETE FROM %s WHERE id = ? RETURNING %s".formatted(table, COLUMNS), (row, _) -> key(row), id)
                .stream()
                .findAny();
    }
}
