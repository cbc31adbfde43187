package dev.pgweir.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * A process of its own with a small embedded cluster in it, so that a test can kill it.
 *
 * @param process the process
 * @param port where its primary listens
 * @param folder the primary's data directory
 */
record GatewayProcess(Process process, int port, Path folder) implements AutoCloseable {

    static void main(String[] arguments) throws IOException, SQLException {
        try (var cluster = EmbeddedCluster.start(new EmbeddedProperties(0, arguments[0], 0, 0.001))) {
            var primary = cluster.servers().getFirst();
            System.out.printf("up %d %s%n", primary.port(), primary.data().path());
            // Ends when the parent closes the pipe.
            System.in.transferTo(System.err);
        }
    }

    /** Starts the process, where need be through another program, and waits until its cluster is up. */
    static GatewayProcess start(String classPath, String dataDirectory, String... through) throws IOException {
        var command = Stream.concat(Stream.of(through), command(classPath, dataDirectory));
        var process = new ProcessBuilder(command.toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var up = output.lines()
                .filter(line -> line.startsWith("up "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The process did not start its cluster"))
                .split(" ", 3);
        return new GatewayProcess(process, Integer.parseInt(up[1]), Path.of(up[2]));
    }

    /** How to run {@link #main}. */
    static Stream<String> command(String classPath, String dataDirectory) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Stream.of(java.toString(), "-cp", classPath, GatewayProcess.class.getName(), dataDirectory);
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
