package dev.pgweir.demo.scene;

import static dev.pgweir.demo.scene.Answers.require;

import dev.pgweir.demo.chart.BarChart.Bar;
import dev.pgweir.demo.claim.Claim;
import dev.pgweir.demo.lab.Http;
import dev.pgweir.demo.load.Load;
import dev.pgweir.demo.load.Rounds;
import dev.pgweir.demo.report.Figure;
import dev.pgweir.demo.report.SceneResult;
import dev.pgweir.demo.report.Table;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** Clients write and read their write at once, while one of two replicas replays nothing. */
public final class StaleReads implements Scene {

    private static final int CLIENTS = 4;
    private static final String TABLE = "CREATE TABLE demo_notes (note_id bigint PRIMARY KEY, body text NOT NULL)";

    private final Rounds<Way, Seen> seen = new Rounds<>();
    private final AtomicLong lastNote = new AtomicLong();

    private enum Way {
        CALM_WITHOUT("both replicas replay, without a token", false, false),
        CALM_WITH("both replicas replay, with a token", false, true),
        PAUSED_WITHOUT("one does not, without a token", true, false),
        PAUSED_WITH("one does not, with a token", true, true);

        private final String title;
        private final boolean paused;
        private final boolean token;

        Way(String title, boolean paused, boolean token) {
            this.title = title;
            this.paused = paused;
            this.token = token;
        }
    }

    /**
     * What the reads of a measurement came to.
     *
     * @param missed percentage that did not show the client's write
     * @param median milliseconds until half of them were answered
     * @param slow milliseconds until 99 of 100 were
     */
    private record Seen(double missed, double median, double slow) {}

    @Override
    public char letter() {
        return 'E';
    }

    @Override
    public String title() {
        return "Reading one's own writes";
    }

    @Override
    public SceneResult play(Stage stage) {
        stage.lab().define(TABLE);
        var laggard = stage.lab().replicas().getLast();
        for (var round = 1; round <= stage.pace().rounds(); round++) {
            for (var way : Way.values()) {
                if (way.paused) {
                    laggard.execute("SELECT pg_wal_replay_pause()");
                }
                var outcome = measure(stage, way);
                laggard.execute("SELECT pg_wal_replay_resume()");
                stage.lab().awaitReplay();
                seen.add(way, outcome);
                stage.say(
                        "  round %d, %s: %.1f %% missed, median %.2f ms",
                        round, way.title, outcome.missed, outcome.median);
            }
        }
        return result(stage);
    }

    private Seen measure(Stage stage, Way way) {
        var missed = new AtomicLong();
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        Load.run(CLIENTS, stage.pace().measurement(), _ -> {
            var note = "/demo_notes/" + lastNote.incrementAndGet();
            var token = write(stage.lab().http(), note);
            var start = System.nanoTime();
            var answer = way.token
                    ? stage.lab().http().get(note, "Consistency-Token", token)
                    : stage.lab().http().get(note);
            nanos.add(System.nanoTime() - start);
            if (answer.statusCode() == 404) {
                missed.incrementAndGet();
            } else {
                require(200, answer);
            }
        });
        var reads = new Load.Outcome(List.copyOf(nanos), stage.pace().measurement());
        return new Seen(100.0 * missed.get() / nanos.size(), reads.millis(50), reads.millis(99));
    }

    private static String write(Http http, String note) throws Exception {
        var written = require(201, http.send("PUT", note, "{\"body\":\"written\"}"));
        return written.headers().firstValue("Consistency-Token").orElseThrow();
    }

    private SceneResult result(Stage stage) {
        var missed = figure("% of reads that miss the client's own write", "%.1f", Seen::missed);
        var paused = seen.spread(Way.PAUSED_WITH, Seen::missed).most();
        var calm = seen.spread(Way.CALM_WITH, Seen::missed).most();
        return new SceneResult(
                letter(),
                title(),
                """
                Replicas lag. %d clients make a row and read it at once, as a page does that shows what was just saved; one of \
                the two replicas is told to replay nothing meanwhile.""".formatted(CLIENTS),
                List.of(
                        stage.judge(Claim.TOKENS_SHOW_WRITES, Math.max(paused, calm), missed),
                        stage.judge(
                                Claim.OTHERS_MISS,
                                seen.spread(Way.PAUSED_WITHOUT, Seen::missed).median(),
                                missed)),
                List.of(
                        figure("ms until half of the reads are answered", "%.2f", Seen::median),
                        figure("ms until 99 of 100 reads are answered", "%.1f", Seen::slow)),
                List.of(table()),
                List.of("""
                        That the wait is free: a read with a token waits up to 30 ms for a replica, and then goes to the primary. \
                        The figures of scene E tell what it costs."""));
    }

    private Figure figure(String unit, String format, ToDoubleFunction<Seen> value) {
        var bars = seen.things().stream()
                .map(way -> new Bar(way.title, way.token ? 0 : 1, seen.spread(way, value)))
                .toList();
        return Figure.bars("Medians and ranges of the rounds.", unit, format, bars);
    }

    private Table table() {
        var rows = seen.things().stream()
                .map(way -> List.<Object>of(
                        way.title,
                        seen.spread(way, Seen::missed).text("%.1f"),
                        seen.spread(way, Seen::median).text("%.2f"),
                        seen.spread(way, Seen::slow).text("%.1f")))
                .toList();
        return new Table(
                "Medians and ranges of the rounds", List.of("reads while", "% missed", "median ms", "99 % ms"), rows);
    }
}
