package dev.pgweir.ctl;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was typed.
 *
 * @param words the command, and what it is about
 * @param options that were given, by their names; those without a value as {@code true}
 * @param url where the gateway serves operators
 * @param token that tells who asks; empty for nobody
 * @param json whether the answer is to be printed as it is
 */
record Arguments(List<String> words, Map<String, String> options, URI url, Optional<String> token, boolean json) {

    private static final Set<String> WITH_VALUE = Set.of("url", "token", "token-file", "deadline");
    private static final Set<String> WITHOUT = Set.of("json", "force", "write");
    private static final Set<String> OF_SOME_COMMANDS = Set.of("deadline", "force", "write");

    /** Why it cannot be carried out. */
    static final class NotUnderstood extends Exception {

        NotUnderstood(String message) {
            super(message);
        }
    }

    /** Whether how to use it is all that is asked for. */
    static boolean askForHelp(List<String> arguments) {
        return arguments.contains("--help")
                || arguments.contains("-h")
                || arguments.stream().findFirst().filter("help"::equals).isPresent();
    }

    static Arguments parse(List<String> arguments, Map<String, String> environment) throws NotUnderstood {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            var parts = argument.substring(2).split("=", 2);
            if (WITHOUT.contains(parts[0]) && parts.length == 1) {
                options.put(parts[0], "true");
            } else if (WITH_VALUE.contains(parts[0]) && (parts.length == 2 || rest.hasNext())) {
                options.put(parts[0], parts.length == 2 ? parts[1] : rest.next());
            } else {
                throw new NotUnderstood("There is no option %s, or it lacks its value.".formatted(argument));
            }
        }
        return new Arguments(
                List.copyOf(words),
                Map.copyOf(options),
                url(options, environment),
                token(options, environment),
                options.containsKey("json"));
    }

    /** Within a container of a gateway, it is told by the same variables. */
    private static URI url(Map<String, String> options, Map<String, String> environment) throws NotUnderstood {
        var port = environment.getOrDefault("PGWEIR_ADMIN_PORT", environment.getOrDefault("SERVER_PORT", "8080"));
        var url = options.getOrDefault("url", environment.getOrDefault("PGWEIR_URL", "http://localhost:" + port));
        try {
            var parsed = URI.create(url.replaceFirst("/+$", ""));
            if (Set.of("http", "https").contains(String.valueOf(parsed.getScheme())) && parsed.getHost() != null) {
                return parsed;
            }
        } catch (IllegalArgumentException malformed) {
            throw new NotUnderstood("%s is no URL: %s".formatted(url, malformed.getMessage()));
        }
        throw new NotUnderstood("%s is no URL of a gateway, as http://localhost:8080 is.".formatted(url));
    }

    private static Optional<String> token(Map<String, String> options, Map<String, String> environment)
            throws NotUnderstood {
        var file = options.get("token-file");
        if (file != null) {
            try {
                return Optional.of(Files.readString(Path.of(file)).strip());
            } catch (IOException | InvalidPathException unreadable) {
                throw new NotUnderstood("The token cannot be read: " + unreadable);
            }
        }
        return Optional.ofNullable(options.getOrDefault("token", environment.get("PGWEIR_TOKEN")));
    }

    /** The command. */
    String command() {
        return words.isEmpty() ? "" : words.getFirst();
    }

    /** What the command is about, if anything. */
    Optional<String> subject() {
        return words.stream().skip(1).findFirst();
    }

    /** The options that were given and are not of all commands. */
    Stream<String> optionsOfCommands() {
        return options.keySet().stream().filter(OF_SOME_COMMANDS::contains).sorted();
    }

    /** What it must be about. */
    String requiredSubject(String what) throws NotUnderstood {
        return subject().orElseThrow(() -> new NotUnderstood("%s what? Name %s.".formatted(command(), what)));
    }
}
