package dev.pgweir.testing;

import dev.pgweir.embedded.TestCluster;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A schema of a test's own whose callers have roles, and a gateway that serves it. The roles are called after the schema: {@code _login},
 * which requests log in as, {@code _anon}, {@code _user}, {@code _clerk} and {@code _boss}.
 */
public final class SecuredSchema implements AutoCloseable {

    private static final List<String> ROLES = List.of("anon", "user", "clerk", "boss");

    private final TestCluster cluster;
    private final String name;
    private final OwnedSchema schema;
    private final StartedGateway started;

    private SecuredSchema(TestCluster cluster, String name, OwnedSchema schema, StartedGateway started) {
        this.cluster = cluster;
        this.name = name;
        this.schema = schema;
        this.started = started;
    }

    /** How a gateway is started on a cluster with settings. */
    @FunctionalInterface
    public interface Start {

        StartedGateway on(TestCluster cluster, String... settings);
    }

    /** Makes and serves one on the shared cluster. */
    public static SecuredSchema of(String name, List<String> statements, String... settings) {
        return of(TestCluster.shared(), StartedGateway::on, name, statements, settings);
    }

    /**
     * Makes and serves one.
     *
     * @param statements run as the owner, where {@code {anon}} stands for the name of a role
     */
    public static SecuredSchema of(
            TestCluster cluster, Start start, String name, List<String> statements, String... settings) {
        var schema = new OwnedSchema(cluster, name);
        dropRoles(cluster, schema, name);
        cluster.execute("CREATE ROLE %s_login LOGIN NOINHERIT".formatted(name));
        for (var role : ROLES) {
            cluster.execute(
                    "CREATE ROLE %s_%s".formatted(name, role), "GRANT %1$s_%2$s TO %1$s_login".formatted(name, role));
        }
        schema.create(
                statements.stream().map(statement -> named(name, statement)).toArray(String[]::new));
        for (var role : ROLES) {
            cluster.execute("GRANT USAGE ON SCHEMA %1$s TO %1$s_%2$s".formatted(name, role));
        }
        cluster.awaitReplay();
        var all = Stream.concat(
                Stream.of(
                        "pgweir.schema=" + name,
                        "pgweir.own-schema=" + name + "_own",
                        "pgweir.access.anonymous-role=" + name + "_anon",
                        "pgweir.access.login.username=" + name + "_login",
                        "pgweir.access.issuers[0].name=tests",
                        "pgweir.access.issuers[0].secret=" + SignedTokens.SECRET),
                Arrays.stream(settings));
        return new SecuredSchema(cluster, name, schema, start.on(cluster, all.toArray(String[]::new)));
    }

    private static String named(String name, String statement) {
        return ROLES.stream().reduce(statement, (text, role) -> text.replace("{" + role + "}", name + "_" + role));
    }

    private static void dropRoles(TestCluster cluster, OwnedSchema schema, String name) {
        schema.drop();
        Stream.concat(Stream.of("login"), ROLES.stream())
                .map(role -> name + "_" + role)
                .filter(role -> cluster.query(
                        cluster.primary(),
                        "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s')".formatted(role),
                        Boolean.class))
                .forEach(role -> cluster.execute("DROP OWNED BY " + role, "DROP ROLE " + role));
    }

    /** From now on a statement that runs as the login would see and change all there is, and not fail. */
    public void givePrivilegesToLogin() {
        cluster.execute(
                "ALTER ROLE %s_login BYPASSRLS INHERIT".formatted(name),
                "GRANT USAGE ON SCHEMA %1$s TO %1$s_login".formatted(name),
                "GRANT ALL ON ALL TABLES IN SCHEMA %1$s TO %1$s_login".formatted(name));
        cluster.awaitReplay();
    }

    /** Changes it, and waits until the replicas have the change. */
    public void execute(String... sql) {
        schema.execute(Arrays.stream(sql).map(each -> named(name, each)).toArray(String[]::new));
        cluster.awaitReplay();
    }

    /** The {@code Authorization} of somebody in one of the roles, whose name is given without that of the schema. */
    public String bearer(String role, String subject) {
        return SignedTokens.bearer(name + "_" + role, subject);
    }

    /** Speaks to the gateway. */
    public Gateway http() {
        return started.http();
    }

    /** The gateway. */
    public StartedGateway started() {
        return started;
    }

    @Override
    public void close() {
        started.close();
        dropRoles(cluster, schema, name);
    }
}
