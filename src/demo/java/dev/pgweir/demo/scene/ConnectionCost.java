package dev.pgweir.demo.scene;

import static dev.pgweir.demo.scene.Answers.require;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.demo.chart.BarChart.Bar;
import dev.pgweir.demo.claim.Claim;
import dev.pgweir.demo.lab.Http;
import dev.pgweir.demo.lab.Node;
import dev.pgweir.demo.load.Load;
import dev.pgweir.demo.load.Rounds;
import dev.pgweir.demo.report.Figure;
import dev.pgweir.demo.report.Finding;
import dev.pgweir.demo.report.SceneResult;
import dev.pgweir.demo.report.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The same row is read over a connection of its own, over a pool, and through the gateway. */
public final class ConnectionCost implements Scene {

    private static final int CLIENTS = 8;
    private static final int CONNECTIONS = 20;
    private static final int USERS = 1500;

    private final Rounds<Way, Measured> rounds = new Rounds<>();

    /**
     * What a measurement gave.
     *
     * @param rate requests a second
     * @param median milliseconds until half of them were answered
     * @param processor microseconds of the server's processor time for each; no number where it cannot be read
     */
    private record Measured(double rate, double median, double processor) {}

    private enum Way {
        CONNECTION("a connection a request", 1),
        POOL("a pool of connections", 2),
        GATEWAY("the gateway", 0);

        private final String title;
        private final int series;

        Way(String title, int series) {
            this.title = title;
            this.series = series;
        }
    }

    @Override
    public char letter() {
        return 'C';
    }

    @Override
    public String title() {
        return "What a connection costs";
    }

    @Override
    public SceneResult play(Stage stage) {
        var replicas = stage.lab().replicas();
        var server = replicas.getFirst();
        var idle = replicas.subList(1, replicas.size());
        idle.forEach(replica -> stage.lab().gateway().serve(replica.name(), false));
        try (var pool = pool(server)) {
            Load.run(
                    CLIENTS,
                    stage.pace().warmUp().multipliedBy(2),
                    random -> read(stage.lab().http(), user(random)));
            for (var round = 1; round <= stage.pace().rounds(); round++) {
                measure(stage, server, Way.CONNECTION, random -> read(server::connect, user(random)));
                measure(stage, server, Way.POOL, random -> read(pool::getConnection, user(random)));
                measure(stage, server, Way.GATEWAY, random -> read(stage.lab().http(), user(random)));
            }
        }
        idle.forEach(replica -> stage.lab().gateway().serve(replica.name(), true));
        return result(stage);
    }

    private static HikariDataSource pool(Node server) {
        var config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername("pgweir");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private interface Connections {

        Connection open() throws SQLException;
    }

    private static int user(SplittableRandom random) {
        return 1 + random.nextInt(USERS);
    }

    private static void read(Http gateway, int user) throws IOException {
        require(200, gateway.get("/users/" + user));
    }

    private static void read(Connections connections, int user) throws SQLException {
        try (var connection = connections.open();
                var statement = connection.prepareStatement(
                        "SELECT user_id, name, email, created_at FROM users WHERE user_id = ?")) {
            statement.setInt(1, user);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no user " + user);
                }
            }
        }
    }

    private void measure(Stage stage, Node server, Way way, Load.Action action) {
        var before = server.processorSeconds();
        var outcome = Load.run(CLIENTS, stage.pace().measurement(), action);
        var processor = (server.processorSeconds().orElse(Double.NaN) - before.orElse(Double.NaN)) * 1e6;
        rounds.add(
                way,
                new Measured(
                        outcome.rate(),
                        outcome.millis(50),
                        processor / outcome.nanos().size()));
        stage.say("  %s: %.0f/s, median %.2f ms", way.title, outcome.rate(), outcome.millis(50));
    }

    private SceneResult result(Stage stage) {
        var ratio = rounds.ratio(Way.GATEWAY, Way.POOL, Measured::rate);
        return new SceneResult(
                letter(),
                title(),
                """
                PostgreSQL starts a process for each connection. A pool keeps them; the gateway is a pool for clients that have \
                none, such as browsers and functions. Its HTTP costs something, too: here it has %s of the rate of a pool \
                inside of the client.""".formatted(ratio.text("%.2f")),
                findings(stage),
                List.of(figure("ms until half of the requests are answered", "%.2f", Measured::median)),
                List.of(table()),
                List.of(
                        "That a hop is free: the processor time of the gateway and of HTTP comes on top.",
                        """
                        What a connection costs elsewhere. Here it takes %,.0f µs of the server's processor time; where processes \
                        start faster, the ratios are smaller.""".formatted(rounds.spread(Way.CONNECTION, Measured::processor)
                                .median())));
    }

    private List<Finding> findings(Stage stage) {
        var findings = new ArrayList<>(List.of(stage.judge(
                Claim.CONNECTIONS_COST,
                rounds.ratio(Way.GATEWAY, Way.CONNECTION, Measured::rate).median(),
                figure("requests a second", "%,.0f", Measured::rate))));
        var processor =
                rounds.ratio(Way.CONNECTION, Way.GATEWAY, Measured::processor).median();
        if (!Double.isNaN(processor)) {
            var figure = figure("µs of the server's processor time a request", "%,.0f", Measured::processor);
            findings.add(stage.judge(Claim.SERVER_RESTS, processor, figure));
        }
        return findings;
    }

    private Figure figure(String unit, String format, ToDoubleFunction<Measured> value) {
        var bars = rounds.things().stream()
                .map(way -> new Bar(way.title, way.series, rounds.spread(way, value)))
                .toList();
        return Figure.bars("Medians and ranges of the rounds.", unit, format, bars);
    }

    private Table table() {
        var rows = rounds.things().stream()
                .map(way -> List.<Object>of(
                        way.title,
                        rounds.spread(way, Measured::rate).text("%,.0f"),
                        rounds.spread(way, Measured::median).text("%.2f"),
                        rounds.spread(way, Measured::processor).text("%,.0f")))
                .toList();
        return new Table(
                "Medians and ranges of the rounds",
                List.of("way", "requests/s", "median ms", "server µs/request"),
                rows);
    }
}
