package dev.pgweir.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgweir.PgweirApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the commands of {@code docs/tutorial.md}, in order, and compares what they print. */
@Tag("soak")
class TutorialIntegrationTests {

    private static final Path DOCUMENT = Path.of("docs/tutorial.md");
    private static final List<String> PROGRAMS = List.of("bash", "curl", "jq", "psql");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CURSOR = Pattern.compile("cursor=([^>&]+)");

    /** What differs from run to run: what the document leaves out, positions in the log, numbers of rows, which replica answers. */
    private static final Pattern VARYING =
            Pattern.compile("(?<rest>….*|\\{…,)|0/[0-9A-F]+|sales/\\d+|replica-\\d|\\s+");

    private record Command(String line, List<String> output) {

        /** Whether it may be run again until it prints what it should. */
        boolean isRead() {
            return line.startsWith("curl") && !line.contains(" -d ");
        }
    }

    @Test
    void showsWhatTheGatewayDoes() throws Exception {
        for (var program : PROGRAMS) {
            assumeTrue(isThere(program), () -> told(program));
        }
        var port = freePorts();
        var commands = commands();
        assertThat(commands).hasSizeGreaterThan(8);
        try (var gateway = start(port)) {
            var cursor = "";
            for (var command : commands) {
                var line = at(gateway, port, command.line()).replaceAll("cursor=[^'&]*…", "cursor=" + cursor);
                var printed = run(command, line);
                var next = CURSOR.matcher(printed);
                cursor = next.find() ? next.group(1) : cursor;
            }
        }
    }

    private static ConfigurableApplicationContext start(int port) {
        return new SpringApplicationBuilder(PgweirApplication.class)
                .run("--server.port=0", "--pgweir.embedded.port=" + port);
    }

    private static String run(Command command, String line) throws IOException, InterruptedException {
        if (!command.isRead()) {
            return check(command, line, output("bash", "-c", line));
        }
        var printed = new AtomicReference<>("");
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> printed.set(check(command, line, output("bash", "-c", line))));
        return printed.get();
    }

    private static String check(Command command, String line, String printed) {
        for (var expected : command.output()) {
            assertThat(printed).as(line).containsPattern(pattern(expected));
        }
        return printed;
    }

    private static Pattern pattern(String expected) {
        var pattern = new StringBuilder();
        var from = 0;
        var varying = VARYING.matcher(expected.strip());
        while (varying.find()) {
            pattern.append(Pattern.quote(expected.strip().substring(from, varying.start())));
            pattern.append(
                    switch (varying.group().charAt(0)) {
                        case '0' -> "0/[0-9A-F]+";
                        case 's' -> "sales/\\d+";
                        case 'r' -> "replica-\\d";
                        case ' ', '\t' -> "\\s+";
                        default -> "";
                    });
            from = varying.end();
        }
        return Pattern.compile(pattern + Pattern.quote(expected.strip().substring(from)));
    }

    private static String at(ConfigurableApplicationContext gateway, int port, String line) {
        var http = gateway.getEnvironment().getProperty("local.server.port");
        return line.replace("localhost:8080", "localhost:" + http)
                .replace("port=5440", "port=" + port)
                .replace("port=5441", "port=" + (port + 1));
    }

    private static List<Command> commands() throws IOException {
        var commands = new ArrayList<Command>();
        var fenced = false;
        for (var line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced && line.startsWith("$ ")) {
                commands.add(new Command(line.substring(2), new ArrayList<>()));
            } else if (fenced && !line.isBlank()) {
                commands.getLast().output().add(line);
            }
        }
        return commands;
    }

    /** The first of three ports in a row at which nobody listens. */
    private static int freePorts() throws IOException {
        while (true) {
            try (var first = new ServerSocket(0)) {
                var port = first.getLocalPort();
                try (var _ = new ServerSocket(port + 1);
                        var _ = new ServerSocket(port + 2)) {
                    return port;
                } catch (IOException taken) {
                    assertThat(taken).hasMessageContaining("in use");
                }
            }
        }
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static String told(String program) {
        var message =
                "NOT TESTED: the tutorial needs " + program + "; on Debian: apt-get install curl jq postgresql-client";
        System.err.println(message);
        return message;
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
