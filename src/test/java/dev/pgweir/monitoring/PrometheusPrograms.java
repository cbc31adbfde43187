package dev.pgweir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The programs of Prometheus, which the machine may have. */
final class PrometheusPrograms {

    private PrometheusPrograms() {}

    /** Skips the test where a program is missing, with a word. */
    static void assume(String program) {
        assumeTrue(
                isThere(program),
                () -> told("NOT TESTED: no %s here; on Debian: apt-get install prometheus".formatted(program)));
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Surefire does not print why a test was skipped. */
    private static String told(String reason) {
        System.err.println(reason);
        return reason;
    }

    /** Runs promtool, which must find nothing wrong. */
    static void promtool(String... arguments) {
        assume("promtool");
        var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
