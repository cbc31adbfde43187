package dev.pgweir.access.revocation;

import static java.util.Objects.requireNonNull;

import dev.pgweir.postgres.Identifier;
import dev.pgweir.postgres.OwnSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of revocations. What is done with it is done as who asks in the thread. Thread-safe. */
@Component
class RevocationTable {

    private static final String COLUMNS = "id, issuer, subject, jti, issued_before, until";

    private final JdbcTemplate jdbc;
    private final String table;

    RevocationTable(JdbcTemplate jdbc, OwnSchema schema) {
        this.jdbc = jdbc;
        this.table = Identifier.quoted(schema.name()) + ".revocation";
    }

    /** Those that have not ended. */
    List<Revocation> all() {
        return jdbc.query(
                "SELECT %s FROM %s WHERE until IS NULL OR until > now() ORDER BY id".formatted(COLUMNS, table),
                (row, _) -> revocation(row));
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        return new Revocation(
                row.getLong(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                moment(row, 5),
                moment(row, 6));
    }

    private static Optional<Instant> moment(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Adds one, and forgets those that have ended; its number. */
    long add(Revocation revocation) {
        return requireNonNull(jdbc.queryForObject(
                """
                WITH ended AS (DELETE FROM %1$s WHERE until < now())
                INSERT INTO %1$s (issuer, subject, jti, issued_before, until)
                VALUES (?, nullif(?, ''), nullif(?, ''), nullif(?, '')::timestamptz, nullif(?, '')::timestamptz)
                RETURNING id""".formatted(table),
                Long.class,
                revocation.issuer(),
                revocation.subject().orElse(""),
                revocation.jti().orElse(""),
                revocation.issuedBefore().map(Instant::toString).orElse(""),
                revocation.until().map(Instant::toString).orElse("")));
    }

    /** The one of this number, if there was one. */
    Optional<Revocation> delete(long id) {
        return jdbc
                .query(
                        "DELETE FROM %s WHERE id = ? RETURNING %s".formatted(table, COLUMNS),
                        (row, _) -> revocation(row),
                        id)
                .stream()
                .findAny();
    }
}
