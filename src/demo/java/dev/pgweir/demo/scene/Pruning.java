package dev.pgweir.demo.scene;

import static dev.pgweir.demo.scene.Answers.require;

import dev.pgweir.demo.chart.LineChart;
import dev.pgweir.demo.chart.LineChart.Line;
import dev.pgweir.demo.claim.Claim;
import dev.pgweir.demo.lab.Http;
import dev.pgweir.demo.lab.Node;
import dev.pgweir.demo.load.Load;
import dev.pgweir.demo.load.Rounds;
import dev.pgweir.demo.load.Spread;
import dev.pgweir.demo.report.Figure;
import dev.pgweir.demo.report.Finding;
import dev.pgweir.demo.report.SceneResult;
import dev.pgweir.demo.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A sum over the rows of one customer, with a range of the partition key and without, in more and more partitions. */
public final class Pruning implements Scene {

    private static final List<Integer> SIZES = List.of(12, 84, 1000);
    private static final int DAYS = 1000;
    private static final int ROWS = 50_000;

    private final Rounds<Integer, Measured> with = new Rounds<>();
    private final Rounds<Integer, Measured> without = new Rounds<>();

    private record Measured(QueryCost cost, double millis) {}

    @Override
    public char letter() {
        return 'D';
    }

    @Override
    public String title() {
        return "Partitions that a request does not touch";
    }

    @Override
    public SceneResult play(Stage stage) throws Exception {
        for (var size : SIZES) {
            stage.say("  fills %d partitions", size);
            stage.lab().define(tables(size));
        }
        var node = stage.lab().replicas().getFirst();
        for (var round = 0; round <= stage.pace().rounds(); round++) {
            for (var size : SIZES) {
                var ranged = measure(stage, node, size, true);
                var whole = measure(stage, node, size, false);
                if (round > 0) {
                    with.add(size, ranged);
                    without.add(size, whole);
                    stage.say(
                            "  round %d, partitions: %d, with a range: %.1f ms, without: %.1f ms",
                            round, size, ranged.millis, whole.millis);
                }
            }
        }
        return result(stage);
    }

    private static String[] tables(int size) {
        return Stream.of("""
                        CREATE TABLE demo_visits_%1$d (visit_id int, day date, customer int, amount int)
                            PARTITION BY RANGE (day)""", """
                        DO $$ BEGIN
                            FOR i IN 0 .. %1$d - 1 LOOP
                                EXECUTE format(
                                    'CREATE TABLE demo_visits_%1$d_%%s PARTITION OF demo_visits_%1$d FOR VALUES FROM (%%L) TO (%%L)',
                                    i, date '2022-01-01' + %2$d * i / %1$d, date '2022-01-01' + %2$d * (i + 1) / %1$d);
                            END LOOP;
                        END $$""", "CREATE INDEX ON demo_visits_%1$d (customer)", """
                        INSERT INTO demo_visits_%1$d
                        SELECT i, date '2022-01-01' + i %% %2$d, i / %2$d, i %% 97
                          FROM generate_series(0, %3$d - 1) AS i""", "ANALYZE demo_visits_%1$d")
                .map(statement -> statement.formatted(size, DAYS, ROWS))
                .toArray(String[]::new);
    }

    private static Measured measure(Stage stage, Node node, int size, boolean ranged) throws Exception {
        var customers = ROWS / DAYS;
        var query = "SELECT count(*), sum(amount) FROM demo_visits_%d WHERE customer = 7".formatted(size);
        var range = " AND day >= '2024-01-01' AND day < '2024-01-02'";
        var cost = QueryCost.of(node, ranged ? query + range : query);
        var outcome = Load.run(
                1,
                stage.pace().measurement().dividedBy(2),
                random -> ask(stage.lab().http(), size, ranged, random.nextInt(customers)));
        return new Measured(cost, outcome.millis(50));
    }

    private static void ask(Http http, int size, boolean ranged, int customer) throws Exception {
        var range = ranged ? "&day=gte.2024-01-01&day=lt.2024-01-02" : "";
        require(
                200,
                http.get("/demo_visits_%d?select=count(),amount.sum()&customer=eq.%d%s"
                        .formatted(size, customer, range)));
    }

    private SceneResult result(Stage stage) {
        var planning = figure(
                "ms of planning",
                "milliseconds that the server plans, from EXPLAIN",
                measured -> measured.cost().planningMillis());
        return new SceneResult(
                letter(),
                title(),
                """
                %,d visits of %,d days lie in 12, in 84 and in 1,000 partitions. A request asks for the sum over one customer, \
                once for all days and once for one of them.""".formatted(ROWS, DAYS),
                findings(stage),
                List.of(planning),
                List.of(table()),
                List.of("""
                        That partitions are fast: small tables lose by them. They are there to be made and dropped; what is shown is \
                        that a thousand need not cost."""));
    }

    private List<Finding> findings(Stage stage) {
        var largest = SIZES.getLast();
        var locks = figure(
                "locks",
                "locks that the statement takes, on tables and indexes",
                measured -> measured.cost().locks());
        var time = figure(
                "ms until answered by the gateway",
                "median milliseconds of a request through the gateway",
                Measured::millis);
        var partitions =
                with.spread(largest, measured -> measured.cost().partitions()).most();
        var growth = with.ratio(largest, SIZES.getFirst(), Measured::millis).median();
        return List.of(
                stage.judge(Claim.FEW_PARTITIONS, partitions, locks),
                stage.judge(Claim.RANGES_PAY, slowdown(largest).median(), time),
                stage.judge(Claim.NUMBER_DOES_NOT_MATTER, growth, time));
    }

    /** How many times as long it takes without a range, round by round. */
    private Spread slowdown(int size) {
        var both = new Rounds<Boolean, Measured>();
        with.of(size).forEach(measured -> both.add(true, measured));
        without.of(size).forEach(measured -> both.add(false, measured));
        return both.ratio(false, true, Measured::millis);
    }

    private Figure figure(String unit, String what, ToDoubleFunction<Measured> value) {
        var lines = List.of(
                new Line("without", 1, spreads(without, value)), new Line("with range", 0, spreads(with, value)));
        return Figure.lines(
                "Medians and ranges of %s; both scales are logarithmic.".formatted(what),
                new LineChart("partitions of the table", unit, true, 0, lines));
    }

    private static SortedMap<Integer, Spread> spreads(
            Rounds<Integer, Measured> rounds, ToDoubleFunction<Measured> value) {
        var spreads = new TreeMap<Integer, Spread>();
        rounds.things().forEach(size -> spreads.put(size, rounds.spread(size, value)));
        return spreads;
    }

    private Table table() {
        var rows = new ArrayList<List<Object>>();
        for (var size : SIZES) {
            rows.add(row(size, "with", with));
            rows.add(row(size, "without", without));
        }
        return new Table(
                "Medians of the rounds",
                List.of(
                        "partitions",
                        "range",
                        "looked into",
                        "locks",
                        "buffers",
                        "planning ms",
                        "execution ms",
                        "through the gateway ms"),
                rows);
    }

    private static List<Object> row(int size, String range, Rounds<Integer, Measured> measured) {
        var row = new ArrayList<Object>(List.of(size, range));
        for (var value : List.<ToDoubleFunction<Measured>>of(
                each -> each.cost().partitions(),
                each -> each.cost().locks(),
                each -> each.cost().buffers(),
                each -> each.cost().planningMillis(),
                each -> each.cost().executionMillis(),
                Measured::millis)) {
            row.add(measured.spread(size, value).median());
        }
        return row;
    }
}
