package dev.pgweir.embedded;

import dev.pgweir.embedded.EmbeddedProperties.Access;
import dev.pgweir.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.core.io.ClassPathResource;

/** Fills a new primary: the gateway's database and roles, then the sample data. What exists already stays as it is. */
final class Bootstrap {

    private Bootstrap() {}

    static void run(PostgresServer primary, EmbeddedProperties properties) throws IOException, SQLException {
        try (var connection = primary.connect("postgres")) {
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = 'pgweir'")) {
                execute(connection, "CREATE DATABASE pgweir");
            }
        }
        try (var connection = primary.connect(EmbeddedCluster.DATABASE)) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = 'pgweir'")) {
                execute(connection, script("roles.sql"));
            }
            if (!exists(connection, "SELECT FROM pg_namespace WHERE nspname = 'pgweir'")) {
                execute(connection, script("own-schema.sql"));
            }
            if (!exists(connection, "SELECT FROM pg_class WHERE oid = to_regclass('public.sales')")) {
                new SampleData(properties.scaleFactor()).load(connection);
            }
            if (properties.access() == Access.DEMO
                    && !exists(connection, "SELECT FROM pg_roles WHERE rolname = 'pgweir_requests'")) {
                execute(connection, script("demo-access.sql"));
            }
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** Runs statements in one transaction. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String script(String name) throws IOException {
        return new ClassPathResource(name, Bootstrap.class).getContentAsString(StandardCharsets.UTF_8);
    }
}
