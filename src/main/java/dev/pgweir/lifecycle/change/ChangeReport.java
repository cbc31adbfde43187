package dev.pgweir.lifecycle.change;

import java.time.Duration;
import java.util.List;
import org.springframework.modulith.NamedInterface;

/**
 * What came of a change.
 *
 * @param action what was done, {@code make}
 * @param partition to which partition
 * @param outcome {@code done}, or {@code dry-run} where nothing was
 * @param durationMs how many milliseconds it took
 * @param statements the SQL that was run, or would be
 */
@NamedInterface("operators")
public record ChangeReport(String action, String partition, String outcome, long durationMs, List<String> statements) {

    public ChangeReport {
        statements = List.copyOf(statements);
    }

    public static ChangeReport done(Change change, Duration duration) {
        return of(change, "done", duration);
    }

    public static ChangeReport dryRun(Change change) {
        return of(change, "dry-run", Duration.ZERO);
    }

    private static ChangeReport of(Change change, String outcome, Duration duration) {
        return new ChangeReport(
                change.action().word(), change.partition().name(), outcome, duration.toMillis(), change.statements());
    }
}
