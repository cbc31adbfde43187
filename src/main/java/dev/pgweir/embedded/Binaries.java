package dev.pgweir.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The PostgreSQL programs, unpacked from the class path.
 *
 * @param home the folder that holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path home) {

    private static final String COMPLETE = ".complete";

    /** Unpacks the programs below {@code parent}, where an earlier start has not done so. */
    static synchronized Binaries unpackedBelow(Path parent) throws IOException {
        var archive = Binaries.class.getResource("/" + archiveName());
        if (archive == null) {
            throw new EmbeddedClusterException(
                    "No nodes are configured, and this build holds no PostgreSQL for an embedded cluster ("
                            + archiveName() + " is not on the class path).",
                    "Set pgweir.cluster.nodes[0].name and pgweir.cluster.nodes[0].url (and so on for each server), "
                            + "pgweir.cluster.username and pgweir.cluster.password. As environment variables: "
                            + "PGWEIR_CLUSTER_NODES_0_URL=jdbc:postgresql://host:5432/database …");
        }
        var connection = archive.openConnection();
        var home = parent.resolve("postgres-" + Long.toHexString(connection.getContentLengthLong()));
        if (!Files.exists(home.resolve(COMPLETE))) {
            try (var packed = connection.getInputStream()) {
                unpack(packed, home);
            }
            Files.writeString(home.resolve(COMPLETE), "");
        }
        return new Binaries(home);
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-%s-%s.txz".formatted(system, architecture);
    }

    private static void unpack(InputStream packed, Path home) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, home.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * Runs a program to its end.
     *
     * @throws EmbeddedClusterException with what the program said, where it fails
     */
    void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        var root = System.getProperty("user.name").equals("root");
        if (root) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it sees another user.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new EmbeddedClusterException(
                    String.join(" ", command) + " failed:\n" + output.strip(),
                    root && output.contains("unshare:")
                            ? "Run as an ordinary user: as root the embedded cluster needs user namespaces."
                            : "Mend what PostgreSQL complains of, or set pgweir.cluster.nodes to use other servers.");
        }
    }
}
