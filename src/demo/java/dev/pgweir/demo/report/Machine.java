package dev.pgweir.demo.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the demonstration ran, as names and values for people. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private final Map<String, String> facts = new LinkedHashMap<>();

    private Machine() {}

    /** Looks at this machine, before there is load. */
    public static Machine look() {
        var machine = new Machine();
        machine.facts.put(
                "machine", "%s %s, %s".formatted(property("os.name"), property("os.version"), property("os.arch")));
        machine.facts.put("processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
        machine.facts.put("load average before", loadAverage());
        machine.facts.put("Java", "%s (%s)".formatted(property("java.runtime.version"), property("java.vendor")));
        machine.facts.put("commit", commit());
        return machine;
    }

    /** Adds a fact. */
    public void tell(String name, String value) {
        facts.put(name, value);
    }

    /** Adds what has become of the load. */
    public Map<String, String> facts() {
        facts.put("load average after", loadAverage());
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String loadAverage() {
        var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f over the last minute", load);
    }

    private static String processor() {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown model");
        } catch (IOException elsewhere) {
            return "unknown model";
        }
    }

    /** With a word where files have been changed since. */
    private static String commit() {
        try {
            var process = new ProcessBuilder("git", "describe", "--always", "--abbrev=12", "--dirty=, with changes")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return output.isEmpty() ? "unknown" : output;
        } catch (IOException withoutGit) {
            return "unknown";
        }
    }
}
