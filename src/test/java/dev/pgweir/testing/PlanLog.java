package dev.pgweir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.embedded.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The plans by which the primary of a cluster ran the statements of a gateway that was started after this was made, as the server
 * itself logs them.
 */
public final class PlanLog {

    private static final Pattern PLAN = Pattern.compile(
            ".*LOG:  duration: \\S+ ms  plan:\n\tQuery Text: (.*?)\n(?:\tQuery Parameters: ([^\n]*)\n)?(\t[A-Z].*)",
            Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)");

    private final Path file;

    /**
     * A statement that was run.
     *
     * @param sql its text, with numbered parameters
     * @param values the parameters as SQL writes them
     * @param plan what EXPLAIN would have shown
     */
    public record Planned(String sql, List<String> values, String plan) {}

    public PlanLog(TestCluster cluster) {
        var primary = cluster.primary();
        cluster.execute(
                "ALTER ROLE pgweir SET session_preload_libraries = 'auto_explain'",
                "ALTER ROLE pgweir SET auto_explain.log_min_duration = 0");
        this.file = Path.of(cluster.query(primary, "SHOW data_directory", String.class))
                .resolveSibling(primary + ".log");
    }

    /** The statements that were run since the log had a length. */
    public List<Planned> since(long position) throws IOException {
        try (var lines = Files.newInputStream(file)) {
            lines.skipNBytes(position);
            var planned = new ArrayList<Planned>();
            // A line that continues an entry begins with a tab.
            for (var entry : new String(lines.readAllBytes(), UTF_8).split("\n(?!\t)", -1)) {
                var plan = PLAN.matcher(entry);
                if (plan.matches()) {
                    planned.add(new Planned(plan.group(1), values(plan.group(2)), plan.group(3)));
                }
            }
            return planned;
        }
    }

    /** How long the log is. */
    public long length() throws IOException {
        return Files.size(file);
    }

    private static List<String> values(@Nullable String parameters) {
        var values = new TreeMap<Integer, String>();
        if (parameters != null) {
            PARAMETER
                    .matcher(parameters)
                    .results()
                    .forEach((MatchResult found) -> values.put(Integer.valueOf(found.group(1)), found.group(2)));
        }
        return List.copyOf(values.values());
    }
}
