package dev.pgweir.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server on one data directory. It runs as a daemon of its own, so what it is doing is asked of the
 * operating system each time; an object of this class holds no state.
 *
 * @param name the node's name
 * @param binaries the programs
 * @param data the data directory
 * @param port where the server listens, on the loopback address only
 */
public record PostgresServer(String name, Binaries binaries, DataDirectory data, int port) {

    public static final String SUPERUSER = "postgres";

    /** How long a question takes at most that needs no work, of a server that is not frozen. */
    static final Duration ANSWERING = Duration.ofSeconds(10);

    private static final Duration STOPPING = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    /** Starts the server and waits until it takes connections. */
    public void start(Duration patience) {
        deleteMisleadingPidFile();
        try {
            var seconds = Long.toString(patience.toSeconds());
            pgCtl("start", "-w", "-t", seconds, "-l", logFile().toString(), "-o", "-p " + port);
        } catch (EmbeddedClusterException exception) {
            throw new EmbeddedClusterException(exception.getMessage() + "\n" + endOfLog(), exception.action());
        }
    }

    /** Ends the server and its clients' sessions in good order. */
    public void stop() {
        stop(STOPPING);
    }

    /** Ends the server, and kills it where that takes longer: it may wait for a replica that is frozen. */
    void stop(Duration patience) {
        stop("fast", patience);
    }

    /** Ends the server without writing anything more: what it needs to recover from is in the log. */
    public void abort() {
        stop("immediate", STOPPING);
    }

    private void stop(String mode, Duration patience) {
        if (!isRunning()) {
            return;
        }
        try {
            pgCtl("stop", "-w", "-t", String.valueOf(Math.max(1, patience.toSeconds())), "-m", mode);
        } catch (EmbeddedClusterException exception) {
            log.warn("{} does not stop and is killed: {}", name, exception.getMessage());
            kill();
        }
    }

    /** Whether its main process lives, frozen or not. */
    public boolean isRunning() {
        return postmaster().isPresent();
    }

    /**
     * Ends a replica's recovery.
     *
     * @return whether it is known to have ended in time
     */
    boolean promote(Duration patience) {
        try (var connection = connectWithin(patience.plus(ANSWERING));
                var statement = connection.prepareStatement("SELECT pg_promote(true, ?)")) {
            statement.setInt(1, Math.toIntExact(Math.max(1, patience.toSeconds())));
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException failure) {
            log.warn("{} was lost during its promotion", name, failure);
            return false;
        }
    }

    /** Has a replica stream from another primary at once where it runs, and otherwise a server be a replica when it starts. */
    void follow(PostgresServer primary) throws IOException, SQLException {
        if (isRunning()) {
            alterSystem("primary_conninfo", Optional.of("'" + primary.conninfoFor(this) + "'"));
            alterSystem("primary_slot_name", Optional.of("'" + slot() + "'"));
            reload();
        } else {
            data.follow(primary.conninfoFor(this), slot());
        }
    }

    /** How a replica connects to this server. */
    String conninfoFor(PostgresServer replica) {
        return "host=127.0.0.1 port=%d user=replicator application_name=%s".formatted(port, replica.name());
    }

    /** Sets a parameter to a literal, or no longer. */
    void alterSystem(String parameter, Optional<String> literal) throws SQLException {
        execute(literal.map(value -> "ALTER SYSTEM SET %s = %s".formatted(parameter, value))
                .orElse("ALTER SYSTEM RESET " + parameter));
    }

    void reload() throws SQLException {
        execute("SELECT pg_reload_conf()");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connectWithin(ANSWERING);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Kills the server and its children at once, as a crash would. */
    public void kill() {
        var processes = processes().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        // Bounded, because where nobody reaps orphans (a container without an init) they stay as zombies.
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                .join();
    }

    /** The server's process and its children; empty where it does not run. */
    public Stream<ProcessHandle> processes() {
        return postmaster().stream().flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    /** Opens a connection as the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, "");
    }

    /** A connection for questions that a server answers within a time, unless it is frozen. */
    Connection connectWithin(Duration time) throws SQLException {
        var seconds = Math.max(1, time.toSeconds());
        return DriverManager.getConnection(url("postgres") + "?socketTimeout=" + seconds, SUPERUSER, "");
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** PostgreSQL would take any living process of that number for a server and refuse to start. */
    private void deleteMisleadingPidFile() {
        if (processOfPidFile().isPresent()) {
            try {
                Files.delete(pidFile());
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }
    }

    /** The server's main process: the one its pid file names, if that process says it serves this data directory. */
    private Optional<ProcessHandle> postmaster() {
        return processOfPidFile()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(data.path().toString()));
    }

    private Optional<ProcessHandle> processOfPidFile() {
        try (var lines = Files.lines(pidFile())) {
            return lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (NoSuchFileException exception) {
            return Optional.empty();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private Path logFile() {
        return data.path().resolveSibling(name + ".log");
    }

    /** What the server said last, for people. */
    String endOfLog() {
        try {
            var lines = Files.readAllLines(logFile());
            var last = lines.subList(Math.max(0, lines.size() - 10), lines.size());
            return "The end of its log:\n" + String.join("\n", last);
        } catch (IOException exception) {
            return "Its log cannot be read: " + exception;
        }
    }

    /** The name of the node's replication slot: slots allow no hyphen. */
    String slot() {
        return name.replace('-', '_');
    }

    private Path pidFile() {
        return data.path().resolve("postmaster.pid");
    }

    private void pgCtl(String action, String... options) {
        var arguments = Stream.concat(Stream.of(action, "-D", data.path().toString()), Stream.of(options));
        try {
            binaries.run("pg_ctl", arguments.toArray(String[]::new));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
