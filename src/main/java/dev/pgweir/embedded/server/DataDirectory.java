package dev.pgweir.embedded.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A server's data directory while the server is stopped: what its files say of its past, and the settings for its next
 * start.
 *
 * @param path the directory
 */
public record DataDirectory(Path path) {

    /** Log segments and timeline histories begin with their timeline, in eight hexadecimal digits. */
    private static final Pattern LOG_FILE = Pattern.compile("([0-9A-F]{8})([0-9A-F]{16}|\\.history)");

    private static final String UNFINISHED = ".part";

    public String name() {
        return path.getFileName().toString();
    }

    /** Whether a server can start here. */
    public boolean isWhole() {
        return Files.exists(path.resolve("PG_VERSION")) && !name().endsWith(UNFINISHED);
    }

    public boolean isStandby() {
        return Files.exists(path.resolve("standby.signal"));
    }

    /** The newest timeline this server has written or received. */
    public int timeline() {
        try (var files = Files.list(path.resolve("pg_wal"))) {
            return files.map(file -> LOG_FILE.matcher(file.getFileName().toString()))
                    .flatMap(name -> name.matches() ? Stream.of(name.group(1)) : Stream.empty())
                    .mapToInt(digits -> Integer.parseUnsignedInt(digits, 16))
                    .max()
                    .orElse(0);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Makes the files of a new primary. They get their name once they are whole, so that no half of them is started. */
    public void initialize(Binaries binaries) throws IOException {
        var unfinished = unfinished();
        unfinished.delete();
        binaries.run(
                "initdb",
                "--pgdata=" + unfinished.path(),
                "--username=" + PostgresServer.SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync");
        unfinished.nameAs(this);
    }

    /** Where this directory is put together. */
    DataDirectory unfinished() {
        return new DataDirectory(path.resolveSibling(name() + UNFINISHED));
    }

    void nameAs(DataDirectory finished) throws IOException {
        Files.move(path, finished.path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Replaces {@code postgresql.conf}; {@code ALTER SYSTEM} still has the last word. */
    public void configure(boolean durable) throws IOException {
        var settings = """
                # Written by Pgweir at each start: use ALTER SYSTEM for settings of your own.
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 200
                shared_buffers = 128MB
                timezone = 'UTC'
                default_text_search_config = 'pg_catalog.english'

                wal_level = replica
                wal_log_hints = on
                max_wal_senders = 20
                max_replication_slots = 20
                max_slot_wal_keep_size = 1GB
                hot_standby = on
                hot_standby_feedback = on
                wal_retrieve_retry_interval = 500ms
                """;
        var throwAway = """

                # The folder goes with the process: nothing has to survive the machine.
                fsync = off
                full_page_writes = off
                """;
        Files.writeString(path.resolve("postgresql.conf"), durable ? settings : settings + throwAway);
    }

    /** What {@code ALTER SYSTEM} has set a parameter to, as a literal. */
    Optional<String> alteredSetting(String parameter) throws IOException {
        var prefix = parameter + " = ";
        return Files.readAllLines(alteredSettings()).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /** Makes the server a standby of the primary that it connects to so, with a slot of its own. */
    void follow(String conninfo, String slot) throws IOException {
        var kept = Files.readAllLines(alteredSettings()).stream().filter(line -> !line.startsWith("primary_"));
        var added =
                Stream.of("primary_conninfo = '%s'".formatted(conninfo), "primary_slot_name = '%s'".formatted(slot));
        Files.write(alteredSettings(), Stream.concat(kept, added).toList());
        Files.write(path.resolve("standby.signal"), List.of());
    }

    private Path alteredSettings() {
        return path.resolve("postgresql.auto.conf");
    }

    void delete() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
