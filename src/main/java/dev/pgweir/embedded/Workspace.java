package dev.pgweir.embedded;

import static java.util.stream.Collectors.toSet;

import dev.pgweir.embedded.server.Binaries;
import dev.pgweir.embedded.server.DataDirectory;
import dev.pgweir.embedded.server.EmbeddedClusterException;
import dev.pgweir.embedded.server.PostgresServer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The folder that a running cluster lives in: locked, so that no other gateway uses it, and, unless it is to be kept,
 * deleted at the end. Folders of gateways that died before they could do so are deleted by the next start.
 *
 * @param folder holds one data directory for each node
 * @param kept whether the folder outlives the gateway
 * @param binaries the PostgreSQL programs
 * @param lock held until the workspace is closed
 */
record Workspace(Path folder, boolean kept, Binaries binaries, FolderLock lock) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Workspace.class);
    private static final String LOCK = "gateway.lock";

    static Workspace open(EmbeddedProperties properties) throws IOException {
        var archive = Binaries.archive();
        var home = home();
        var binaries = Binaries.unpack(archive, home);
        var runs = Files.createDirectories(home.resolve("runs"));
        deleteOrphans(runs, binaries);
        return properties.keptIn().isPresent()
                ? keptIn(properties.keptIn().get(), binaries)
                : throwAway(runs.resolve(UUID.randomUUID().toString()), binaries);
    }

    private static Workspace keptIn(Path folder, Binaries binaries) throws IOException {
        var lock = lockOn(folder)
                .orElseThrow(() -> new EmbeddedClusterException(
                        "The data directory " + folder + " is in use by another running gateway.",
                        "Stop that gateway, or set pgweir.embedded.data-dir to another folder."));
        leftovers(folder.toRealPath(), binaries).forEach(PostgresServer::stop);
        return new Workspace(folder.toRealPath(), true, binaries, lock);
    }

    private static Optional<FolderLock> lockOn(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            requireOurs(folder);
            return FolderLock.tryAcquire(folder.resolve(LOCK));
        } catch (FileSystemException failure) {
            throw new EmbeddedClusterException(
                    "The data directory %s cannot be used: %s".formatted(folder, failure),
                    "Set pgweir.embedded.data-dir to a folder that exists or can be made, and that may be written to.");
        }
    }

    /** A lock file is the first that a gateway makes in its folder; new file systems hold one folder. */
    private static void requireOurs(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            var names = entries.map(entry -> entry.getFileName().toString()).collect(toSet());
            if (!names.contains(LOCK) && !Set.of("lost+found").containsAll(names)) {
                throw new EmbeddedClusterException(
                        "The data directory " + folder + " is not empty, and holds no embedded cluster.",
                        "Set pgweir.embedded.data-dir to an empty or a new folder.");
            }
        }
    }

    /** The lock comes before its folder, so that nobody sees the folder without it and takes it for an orphan. */
    private static Workspace throwAway(Path folder, Binaries binaries) throws IOException {
        var lock = FolderLock.tryAcquire(lockBeside(folder)).orElseThrow();
        return new Workspace(Files.createDirectory(folder), false, binaries, lock);
    }

    private static Path lockBeside(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }

    /** The user's own folder for programs and throw-away clusters. */
    private static Path home() throws IOException {
        var user = System.getProperty("user.name");
        var home = Path.of(System.getProperty("java.io.tmpdir"), "pgweir-" + user);
        if (Files.notExists(home)) {
            var ownerOnly = PosixFilePermissions.fromString("rwx------");
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        // Its programs will be run, so it must not have been put there by somebody else.
        if (!Files.getOwner(home).getName().equals(user)) {
            throw new EmbeddedClusterException(
                    "The folder " + home + " belongs to another user.",
                    "Delete it, or set the system property java.io.tmpdir to another folder.");
        }
        return home.toRealPath();
    }

    private static void deleteOrphans(Path runs, Binaries binaries) throws IOException {
        for (var folder : runsIn(runs)) {
            var lock = FolderLock.tryAcquire(lockBeside(folder));
            if (lock.isPresent()) {
                try (var _ = lock.get()) {
                    // Another gateway that starts now may have done so since.
                    if (Files.isDirectory(folder)) {
                        log.info("Cleaning up {}, left by a gateway that was killed", folder);
                        leftovers(folder, binaries).forEach(PostgresServer::abort);
                        FileSystemUtils.deleteRecursively(folder);
                    }
                    Files.deleteIfExists(lockBeside(folder));
                }
            }
        }
    }

    private static List<Path> runsIn(Path runs) throws IOException {
        try (var entries = Files.list(runs)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    /** The servers that a dead gateway may have left running in a folder. */
    private static List<PostgresServer> leftovers(Path folder, Binaries binaries) throws IOException {
        return dataDirectories(folder).stream()
                .map(data -> new PostgresServer(data.name(), binaries, data, 0))
                .toList();
    }

    /** The data directories of servers in a folder. */
    static List<DataDirectory> dataDirectories(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(DataDirectory::new)
                    .filter(DataDirectory::isWhole)
                    .toList();
        }
    }

    /** Leaves the folder. Its servers have been stopped before. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (!kept) {
                FileSystemUtils.deleteRecursively(folder);
                Files.deleteIfExists(lockBeside(folder));
            }
        }
    }
}
