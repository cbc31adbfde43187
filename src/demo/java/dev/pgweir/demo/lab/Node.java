package dev.pgweir.demo.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One of the servers.
 *
 * @param name its name
 * @param url where it listens
 * @param data its data directory
 */
public record Node(String name, String url, Path data) {

    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The node of a name and a URL, asked for its data directory. */
    static Node of(String name, String url) {
        var unknown = new Node(name, url, Path.of(""));
        return new Node(name, url, Path.of(unknown.value("SHOW data_directory", String.class)));
    }

    /** Connects as the role that the gateway has. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "pgweir", "");
    }

    /** A connection of the superuser, who may do all. */
    public Connection connectAsSuperuser() throws SQLException {
        return DriverManager.getConnection(url, SUPERUSER, "");
    }

    /** Runs statements, each in a transaction of its own. */
    public void execute(String... statements) {
        try (var connection = connectAsSuperuser();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(name + " refuses", failure);
        }
    }

    /** Asks for one value. */
    public <T> T value(String query, Class<T> type) {
        try (var connection = connectAsSuperuser()) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(query)
                    .query(type)
                    .single();
        } catch (SQLException failure) {
            throw new IllegalStateException(name + " does not answer", failure);
        }
    }

    /** Ends its processes at once, as {@code kill -9} does. */
    public void kill() {
        var processes = processes().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    /** Has a replica receive no more log, as if it had lost the primary. */
    public void cutReplication() {
        execute("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        Waiting.until(name + " receives no log", PATIENCE, () -> receiver() == null);
    }

    /** Has a replica hold back what it is sent, until it is thawed. */
    public Frozen freezeReceiver() {
        var receiver = receiver();
        if (receiver == null) {
            return () -> {};
        }
        signal("-STOP", receiver);
        return () -> signal("-CONT", receiver);
    }

    private @Nullable Long receiver() {
        var pid = value("SELECT coalesce((SELECT pid FROM pg_stat_wal_receiver), 0)", Long.class);
        return pid == 0 ? null : pid;
    }

    private static void signal(String signal, long process) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What holds something back until it is thawed. */
    public interface Frozen {

        /** Lets it go on. */
        void thaw();
    }

    /** The processor time that the server and all its sessions, ended ones too, have used so far; empty where it cannot be read. */
    public OptionalDouble processorSeconds() {
        return ProcessorTime.ofFamily(postmaster());
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.of(postmaster()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    private long postmaster() {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        } catch (IOException failure) {
            throw new IllegalStateException(name + " does not run", failure);
        }
    }
}
