package dev.pgweir.demo.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the demonstration has found.
 *
 * @param started when it began
 * @param took how long it took
 * @param brief whether it was the short form
 * @param options what was asked for apart from the scenes, as one types it behind them; empty for nothing
 * @param machine where it ran
 * @param scenes what its scenes have found
 */
public record Report(
        Instant started,
        Duration took,
        boolean brief,
        String options,
        Map<String, String> machine,
        List<SceneResult> scenes) {

    /** All claims. */
    public List<Finding> findings() {
        return scenes.stream().flatMap(scene -> scene.findings().stream()).toList();
    }

    /** Those that do not hold. */
    public List<Finding> failures() {
        return findings().stream().filter(finding -> !finding.verdict().holds()).toList();
    }
}
