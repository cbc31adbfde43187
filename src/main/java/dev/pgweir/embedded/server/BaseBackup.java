package dev.pgweir.embedded.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Copies a running primary into new replicas, as {@code pg_basebackup} would: between {@code pg_backup_start} and
 * {@code pg_backup_stop} the files are copied one by one, and the log written meanwhile is streamed later from the
 * replica's slot.
 */
final class BaseBackup {

    /** Folders whose content belongs to the running primary alone. */
    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private BaseBackup() {}

    /** Makes each replica's data directory again. Their slots exist already. */
    static void make(PostgresServer primary, List<PostgresServer> replicas) throws IOException, SQLException {
        try (var connection = primary.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('pgweir', fast => true)");
            for (var replica : replicas) {
                replica.data().delete();
                replica.data().unfinished().delete();
                copy(primary.data().path(), replica.data().unfinished().path());
            }
            try (var backup = statement.executeQuery(
                    "SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)")) {
                backup.next();
                if (!backup.getString("spcmapfile").isEmpty()) {
                    throw new EmbeddedClusterException(
                            "The embedded cluster holds a tablespace, which primary and replica would share.",
                            "Drop the tablespace, or set pgweir.embedded.replicas to 0.");
                }
                for (var replica : replicas) {
                    finish(replica, backup.getString("labelfile"), primary);
                }
            }
        }
    }

    /** The copy gets its name once it is a standby: before that it would pass for a primary. */
    private static void finish(PostgresServer replica, String label, PostgresServer primary) throws IOException {
        var copy = replica.data().unfinished();
        Files.writeString(copy.path().resolve("backup_label"), label);
        copy.follow(primary.conninfoFor(replica), replica.slot());
        copy.nameAs(replica.data());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                var path = from.relativize(directory);
                Files.createDirectory(to.resolve(path), OWNER_ONLY);
                return LEFT_EMPTY.contains(path.toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var path = from.relativize(file);
                return LEFT_OUT.contains(path.toString()) ? FileVisitResult.CONTINUE : copyFile(file, to.resolve(path));
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException exception) throws IOException {
                return continueIfGone(exception);
            }
        });
    }

    private static FileVisitResult copyFile(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
        } catch (NoSuchFileException exception) {
            return continueIfGone(exception);
        }
    }

    /** A file dropped during the backup is dropped again when the log is replayed. */
    private static FileVisitResult continueIfGone(IOException exception) throws IOException {
        if (exception instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw exception;
    }
}
