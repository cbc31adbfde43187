package dev.pgweir.catalog.roles;

import dev.pgweir.access.AccessFindings;
import dev.pgweir.access.AccessProperties;
import dev.pgweir.postgres.ExposedSchemas;
import dev.pgweir.postgres.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server for the roles that callers may have and what is known of them, within the caller's transaction. */
@Component
public class RoleReader {

    private static final String ROLES = statement("roles.sql");
    private static final String ROLE_SETTINGS = statement("role_settings.sql");
    private static final String FINDINGS = statement("access_findings.sql");
    private static final String LOGIN = statement("login.sql");
    private static final String PRIVILEGES = statement("privileges.sql");

    /** Of the current role alone. */
    private static final List<String> NO_ROLES = List.of();

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final AccessProperties access;
    private final String schemas;
    private final TakenSettings taken = new TakenSettings();

    public RoleReader(JdbcClient jdbc, Environment environment) {
        this.jdbc = jdbc;
        this.access = AccessProperties.of(environment);
        this.schemas = JSON.writeValueAsString(ExposedSchemas.of(environment).all());
    }

    /** Whether callers have roles, each of which may use other tables. */
    public boolean tellsRolesApart() {
        return access.tellsCallersApart();
    }

    /** The roles that callers may have; none where they are not told apart, and all is read as the current role may use it. */
    public List<String> roles() {
        if (!tellsRolesApart()) {
            return NO_ROLES;
        }
        return access.roles().isEmpty() ? takenOn() : access.roles();
    }

    /** Those that the login may take on. */
    private List<String> takenOn() {
        return jdbc.sql(ROLES)
                .param("login", access.login().username())
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The settings that roles have of their own, as far as they are made for callers. */
    public Map<String, Map<String, String>> settings(List<String> roles) {
        jdbc.sql(ROLE_SETTINGS).param("roles", JSON.writeValueAsString(roles)).query(row -> {
            taken.add(row.getString(1), row.getString(2), row.getString(3));
        });
        return taken.take();
    }

    /**
     * Makes sure that the login of requests can do nothing without the role of a caller.
     *
     * @throws UnsafeLogin where it could
     */
    public void requireSafeLogin(List<String> roles) {
        if (tellsRolesApart()) {
            var flaws = flawsOfLogin(roles);
            if (!flaws.isEmpty()) {
                throw new UnsafeLogin(flaws);
            }
        }
    }

    /** By what the login of requests could do something without the role of a caller. */
    List<UnsafeLogin.Flaw> flawsOfLogin(List<String> roles) {
        return jdbc.sql(LOGIN)
                .param("login", access.login().username())
                .param("schemas", schemas)
                .param("roles", JSON.writeValueAsString(roles))
                .query((row, _) -> new UnsafeLogin.Flaw(row.getString(1), row.getString(2)))
                .list();
    }

    /** What is doubtful in what the roles of callers may do, where they have some. */
    List<AccessFindings.Finding> findings() {
        var takenOn = takenOn();
        var served = access.roles().isEmpty() ? takenOn : access.roles();
        return Stream.of(unsafeLogin(served), missingRoles(takenOn), doubtful(served).stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** While it is, the catalog is not read any more. */
    private Stream<AccessFindings.Finding> unsafeLogin(List<String> served) {
        return flawsOfLogin(served).stream()
                .map(flaw -> new AccessFindings.Finding(
                        "unsafe-login",
                        "requests log in as a database user that could act without a role: " + flaw.flaw(),
                        flaw.remedy()));
    }

    private Stream<AccessFindings.Finding> missingRoles(List<String> takenOn) {
        return Stream.of(access.anonymousRole().stream(), access.roles().stream(), rolesOfTokens())
                .flatMap(Function.identity())
                .distinct()
                .filter(role -> !takenOn.contains(role))
                .map(role -> new AccessFindings.Finding(
                        "role-not-granted",
                        "the configuration names the role %s, which is none that the login of requests may take on"
                                .formatted(role),
                        "GRANT %s TO %s"
                                .formatted(
                                        Identifier.quoted(role),
                                        access.login().isNamed()
                                                ? Identifier.quoted(
                                                        access.login().username())
                                                : "CURRENT_USER")));
    }

    private Stream<String> rolesOfTokens() {
        return access.issuers().stream()
                .flatMap(issuer -> Stream.concat(issuer.defaultRole().stream(), issuer.rolesMap().values().stream()));
    }

    private List<AccessFindings.Finding> doubtful(List<String> served) {
        return jdbc.sql(FINDINGS)
                .param("schemas", schemas)
                .param("roles", JSON.writeValueAsString(served))
                .query((row, _) -> new AccessFindings.Finding(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** A text that changes with what roles may do. */
    public String privileges() {
        return jdbc.sql(PRIVILEGES)
                .param("schemas", schemas)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private static String statement(String resource) {
        try (InputStream stream = Objects.requireNonNull(RoleReader.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
