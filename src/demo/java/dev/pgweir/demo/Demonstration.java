package dev.pgweir.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.pgweir.demo.fault.FaultTolerance;
import dev.pgweir.demo.lab.Lab;
import dev.pgweir.demo.report.HtmlPage;
import dev.pgweir.demo.report.JsonDocument;
import dev.pgweir.demo.report.Machine;
import dev.pgweir.demo.report.Report;
import dev.pgweir.demo.report.SceneResult;
import dev.pgweir.demo.scene.ConnectionCost;
import dev.pgweir.demo.scene.Pace;
import dev.pgweir.demo.scene.Pruning;
import dev.pgweir.demo.scene.ReadsSpread;
import dev.pgweir.demo.scene.Scene;
import dev.pgweir.demo.scene.Stage;
import dev.pgweir.demo.scene.StaleReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Plays the scenes, writes the report, and ends with 1 where a claim does not hold. */
final class Demonstration {

    private static final Path SCHEMA = Path.of("src/demo/report.schema.json");

    private Demonstration() {}

    static void main() throws Exception {
        // Libraries that have something to say about each connection.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);

        var report = play(Options.ofSystem());
        report.failures()
                .forEach(failure -> System.out.printf(
                        "%nDOES NOT HOLD: %s Measured: %s.%n",
                        failure.verdict().sentence(), failure.verdict().measuredText()));
        System.exit(report.failures().isEmpty() ? 0 : 1);
    }

    private static Report play(Options options) throws Exception {
        var started = Instant.now();
        var start = System.nanoTime();
        var machine = Machine.look();
        var results = new ArrayList<SceneResult>();
        Files.createDirectories(options.folder());
        try (var lab = Lab.start(options.folder())) {
            var stage = new Stage(lab, options.brief() ? Pace.BRIEF : Pace.FULL, options.requirements(), start);
            machine.tell("PostgreSQL", lab.primary().value("SHOW server_version", String.class));
            stage.say("A primary and two replicas of PostgreSQL are up, with a gateway before them");
            for (var scene : scenes()) {
                if (options.wants(scene)) {
                    stage.say("%s. %s", scene.letter(), scene.title());
                    results.add(scene.play(stage));
                }
            }
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        var report = new Report(started, took, options.brief(), options.typed(), machine.facts(), results);
        write(options, report);
        return report;
    }

    private static List<Scene> scenes() {
        return List.of(new ReadsSpread(), new FaultTolerance(), new ConnectionCost(), new Pruning(), new StaleReads());
    }

    private static void write(Options options, Report report) throws IOException {
        Files.writeString(options.folder().resolve("report.html"), new HtmlPage(report).render());
        Files.writeString(options.folder().resolve("report.json"), JsonDocument.of(report, Files.readString(SCHEMA)));
        var holding = report.findings().size() - report.failures().size();
        System.out.printf(
                "%n%d of %d claims %s. The report: %s%n",
                holding,
                report.findings().size(),
                holding == 1 ? "holds" : "hold",
                options.folder().resolve("report.html").toUri());
    }
}
