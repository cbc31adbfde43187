package dev.pgweir.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.embedded.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that asks for passwords in various ways, and one that only wants to know them. */
class NodeDataSourceIntegrationTests {

    /** An address of this machine that does not look like one. */
    private static final String ELSEWHERE = "0.0.0.0";

    private static final String SCRAM = "scram-sha-256";

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(0);
        var file = cluster.query("primary", "SHOW hba_file", String.class);
        cluster.execute(
                "CREATE ROLE by_scram LOGIN PASSWORD 'secret'",
                "CREATE ROLE in_clear LOGIN PASSWORD 'secret'",
                """
                COPY (VALUES ('host all by_scram all scram-sha-256'), ('host all in_clear all password'),
                             ('host all all all trust'), ('local all all trust')) TO '%s'""".formatted(file));
        cluster.query("primary", "SELECT pg_reload_conf()", Boolean.class);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "by_scram, 127.0.0.1, scram-sha-256, true",
        "by_scram, 0.0.0.0, scram-sha-256, true",
        "in_clear, 127.0.0.1, scram-sha-256, true",
        "in_clear, 0.0.0.0, scram-sha-256, false",
        "in_clear, 0.0.0.0, '', true",
        "in_clear, 0.0.0.0, 'scram-sha-256,password', true",
        "in_clear, 0.0.0.0, !password, false",
        "in_clear, 0.0.0.0?requireAuth=password, scram-sha-256, true",
        "by_scram, 127.0.0.1?requireAuth=password, '', false",
        "pgweir, 0.0.0.0, scram-sha-256, false",
        "pgweir, 127.0.0.1, scram-sha-256, true"
    })
    void logsInOnlyInTheWaysThatAreAllowed(String user, String host, String requireAuth, boolean succeeds) {
        var parts = host.split("\\?", 2);
        var port = cluster.node("primary").address().port();
        var node = node(parts[0], port, new Credentials(user, "secret", Optional.empty(), requireAuth));
        var url = node.url() + (parts.length > 1 ? "?" + parts[1] : "");
        var source = new NodeDataSource(new NodeDefinition("db1", url, 1, node.credentials()));

        if (succeeds) {
            assertThatCode(() -> source.getConnection().close()).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
        }
    }

    @Test
    void tellsNoServerElsewhereThePasswordThatAsksForItInTheClear() throws Exception {
        try (var rogue = new ServerSocket(0, 1, InetAddress.getByName(ELSEWHERE))) {
            var heard = CompletableFuture.supplyAsync(() -> askInTheClear(rogue));
            var source = new NodeDataSource(
                    node(ELSEWHERE, rogue.getLocalPort(), new Credentials("app", "secret", Optional.empty(), SCRAM)));

            assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
            assertThat(heard.get()).doesNotContain("secret");
        }
    }

    @Test
    void tellsItWhereThatIsAllowed() throws Exception {
        try (var rogue = new ServerSocket(0, 1, InetAddress.getByName(ELSEWHERE))) {
            var heard = CompletableFuture.supplyAsync(() -> askInTheClear(rogue));
            var source = new NodeDataSource(node(ELSEWHERE, rogue.getLocalPort(), new Credentials("app", "secret")));

            assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
            assertThat(heard.get()).contains("secret");
        }
    }

    @Test
    void readsThePasswordAgainForEachConnection(@TempDir Path folder) throws Exception {
        var file = folder.resolve("password");
        var port = cluster.node("primary").address().port();
        var source =
                new NodeDataSource(node("127.0.0.1", port, new Credentials("by_scram", "", Optional.of(file), SCRAM)));

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(source::getConnection)
                .withMessageContaining("password-file");
        Files.writeString(file, "secret\n");
        source.getConnection().close();
        cluster.execute("ALTER ROLE by_scram PASSWORD 'rotated'");
        assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
        Files.writeString(file, "rotated");
        source.getConnection().close();
        cluster.execute("ALTER ROLE by_scram PASSWORD 'secret'");
    }

    private static NodeDefinition node(String host, int port, Credentials credentials) {
        return new NodeDefinition("db1", "jdbc:postgresql://%s:%d/pgweir".formatted(host, port), 1, credentials);
    }

    /** What a client says that is asked for its password, until it leaves or has said it. */
    private static String askInTheClear(ServerSocket server) {
        while (true) {
            try (var socket = server.accept()) {
                var in = socket.getInputStream();
                var length = ByteBuffer.wrap(in.readNBytes(4)).getInt();
                var message = in.readNBytes(length - 4);
                if (length > 8) {
                    // AuthenticationCleartextPassword
                    socket.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
                    return new String(message, UTF_8) + new String(in.readNBytes(12), UTF_8);
                }
                // No encryption: the client asks again on another connection, or goes on on this one.
                socket.getOutputStream().write('N');
                length = ByteBuffer.wrap(in.readNBytes(4)).getInt();
                in.readNBytes(length - 4);
                socket.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
                return new String(in.readNBytes(12), UTF_8);
            } catch (IOException left) {
                return "";
            }
        }
    }
}
