package dev.pgweir.containers;

import static java.lang.ProcessBuilder.Redirect.appendTo;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's own programs, as the machine has them installed. Where the tests run as root, which the server refuses to
 * be run by, they run in a user namespace.
 *
 * @param programs the folder they are in
 */
record PostgresPrograms(Path programs) {

    static boolean areInstalled() {
        return installed().isPresent();
    }

    /** The first ones that can make a replica: on the path, or the newest of Debian's. */
    static Optional<PostgresPrograms> installed() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")).map(Path::of), debianFolders().stream())
                .filter(folder -> Stream.of("initdb", "postgres", "psql", "pg_isready", "pg_basebackup")
                        .allMatch(program -> Files.isExecutable(folder.resolve(program))))
                .map(PostgresPrograms::new)
                .findFirst();
    }

    private static List<Path> debianFolders() {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return List.of();
        }
        try (var folders = Files.list(versions)) {
            return folders.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command in a folder; it finds these programs first, and what it prints is kept there. */
    Process start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        var arguments = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.addAll(List.of("unshare", "--user"));
        }
        arguments.addAll(command);
        var builder = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(appendTo(log(folder).toFile()));
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What the commands in a folder have printed. */
    static String output(Path folder) {
        return contentOf(log(folder).toFile());
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }
}
