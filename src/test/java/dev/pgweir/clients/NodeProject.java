package dev.pgweir.clients;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The clients that run in Node.js: copied from {@code src/test/node} to {@code target/node}, and the packages they need
 * installed there as the lock file pins them, once until that changes.
 */
public final class NodeProject {

    public static final String NOT_TESTED =
            "NOT TESTED: no Node.js 20 or newer with npm here; on Debian: apt-get install nodejs npm";

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static final String[] INSTALL = {"npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"};
    private static final long PATIENCE_SECONDS = 180;

    private NodeProject() {}

    /** Whether Node.js is there, and new enough. */
    public static boolean isPossible() throws IOException {
        Files.createDirectories(FOLDER);
        var isPossible = succeeds("node", "--eval", "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)")
                && succeeds("npm", "--version");
        if (!isPossible) {
            told(NOT_TESTED);
        }
        return isPossible;
    }

    /** Makes the clients ready to run. Another process of the same run may want them as well. */
    public static synchronized void install() throws IOException {
        Files.createDirectories(FOLDER);
        try (var file = FileChannel.open(FOLDER.resolve(".lock"), CREATE, WRITE);
                var _ = file.lock()) {
            installAlone();
        }
    }

    private static void installAlone() throws IOException {
        var lock = Path.of("package-lock.json");
        var installed = FOLDER.resolve("node_modules/.package-lock.json");
        var upToDate = Files.exists(installed)
                && Files.exists(FOLDER.resolve(lock))
                && Files.mismatch(SOURCES.resolve(lock), FOLDER.resolve(lock)) < 0;
        try (var sources = Files.list(SOURCES)) {
            for (var source : sources.toList()) {
                Files.writeString(FOLDER.resolve(source.getFileName()), Files.readString(source));
            }
        }
        if (!upToDate && !succeeds(INSTALL)) {
            assumeTrue(succeeds("npm", "ping"), () -> told("NOT TESTED: the npm registry cannot be reached"));
            run(INSTALL);
        }
    }

    /** Runs a command in the folder of the clients, and gives the lines it prints. */
    public static List<String> run(String... command) throws IOException {
        var output = Files.createTempFile("node", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var status = exitStatus(process);
            assertThat(status)
                    .as(() -> String.join(" ", command) + "\n" + read(output))
                    .isZero();
            return Files.readAllLines(output);
        } finally {
            Files.delete(output);
        }
    }

    /** Surefire keeps the reasons of skipped tests to itself. */
    private static String told(String reason) {
        System.out.println(reason);
        return reason;
    }

    private static int exitStatus(Process process) {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            return exitStatus(new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start())
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
