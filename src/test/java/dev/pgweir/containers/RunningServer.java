package dev.pgweir.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL server on the loopback interface, stopped on close.
 *
 * @param process the server itself, or a script that becomes it
 * @param port where it listens
 */
record RunningServer(Process process, int port) implements AutoCloseable {

    /** Starts a command that, given the server's options as further arguments, becomes a server. */
    static RunningServer start(
            PostgresPrograms programs, Path folder, Map<String, String> environment, String... command)
            throws IOException {
        var port = freePort();
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(
                "-p", "" + port, "-k", folder.toString(), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"));
        var server = new RunningServer(programs.start(folder, environment, arguments), port);
        await().atMost(Duration.ofSeconds(30))
                .failFast(() -> assertThat(server.process.isAlive())
                        .as(() -> PostgresPrograms.output(folder))
                        .isTrue())
                .ignoreExceptions()
                .until(() -> server.as("postgres", "postgres")
                        .sql("SELECT true")
                        .query(Boolean.class)
                        .single());
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sessions of that role, one a statement. */
    JdbcClient as(String role, String password) {
        var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
        return JdbcClient.create(new DriverManagerDataSource(url, role, password));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().destroyForcibly();
    }
}
