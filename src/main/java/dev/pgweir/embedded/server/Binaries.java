package dev.pgweir.embedded.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * The PostgreSQL programs, unpacked from the class path.
 *
 * @param home the folder that holds {@code bin}, {@code lib} and {@code share}
 */
public record Binaries(Path home) {

    private static final String COMPLETE = ".complete";

    /**
     * Finds the archive of the programs.
     *
     * @throws EmbeddedClusterException where this build holds none, as in the container image
     */
    public static Resource archive() {
        var archive = new ClassPathResource(archiveName());
        if (!archive.exists()) {
            throw new EmbeddedClusterException(
                    "No nodes are configured, and this build holds no PostgreSQL for an embedded cluster (%s is not on the class path)."
                            .formatted(archiveName()),
                    """
                    Name the servers, as properties or as environment variables, each with its number:
                      pgweir.cluster.nodes[0].name=db1                                 PGWEIR_CLUSTER_NODES_0_NAME
                      pgweir.cluster.nodes[0].url=jdbc:postgresql://db1:5432/database  PGWEIR_CLUSTER_NODES_0_URL
                      pgweir.cluster.username=…                                        PGWEIR_CLUSTER_USERNAME
                      pgweir.cluster.password=…                                        PGWEIR_CLUSTER_PASSWORD""");
        }
        return archive;
    }

    /** Unpacks the programs below a folder, where an earlier start has not done so. Another version has another size. */
    public static synchronized Binaries unpack(Resource archive, Path parent) throws IOException {
        var home = parent.resolve("postgres-" + archive.contentLength());
        var lockFile = parent.resolve("postgres.lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.notExists(home.resolve(COMPLETE))) {
                try (var packed = archive.getInputStream()) {
                    TarXz.unpack(packed, home);
                }
                Files.write(home.resolve(COMPLETE), List.of());
            }
        }
        return new Binaries(home);
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-%s-%s.txz".formatted(system, architecture);
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
