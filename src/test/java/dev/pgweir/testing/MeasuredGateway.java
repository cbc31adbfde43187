package dev.pgweir.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import java.util.List;
import java.util.stream.Stream;

/** A gateway that is asked for a bit of everything, so that it has something to tell by each of its meters. */
public final class MeasuredGateway implements AutoCloseable {

    private static final List<String> SETTINGS = List.of(
            "pgweir.schema=measured",
            "pgweir.own-schema=measured_own",
            "pgweir.partitions.tables.visits.life-cycle.interval=year",
            "pgweir.partitions.tables.visits.life-cycle.make-ahead=1",
            "pgweir.admin.partitions=on");

    private final StartedGateway started;
    private final Gateway http;

    private MeasuredGateway(StartedGateway started) {
        this.started = started;
        this.http = started.http();
    }

    /** Makes the tables that such gateways serve. */
    public static OwnedSchema createTables(TestCluster cluster) {
        var schema = new OwnedSchema(cluster, "measured");
        schema.create(
                "CREATE TABLE visits (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                "CREATE TABLE visits_old PARTITION OF visits FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE keyless (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE keyless_old PARTITION OF keyless FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE words (id int PRIMARY KEY, word text)");
        return schema;
    }

    /** Starts one; the tables must be there. */
    public static MeasuredGateway on(TestCluster cluster, String... settings) {
        var all = Stream.concat(SETTINGS.stream(), Stream.of(settings));
        return new MeasuredGateway(StartedGateway.on(cluster, all.toArray(String[]::new)));
    }

    /** Does the same each time, no matter what was done before. */
    public void useEverything() {
        // Pauses are told once there was one.
        System.gc();
        send(
                "POST",
                "/words",
                "{\"id\":1,\"word\":\"one\"}",
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "1");
        send("GET", "/words/1", "");
        send("GET", "/words?word=eq.one", "", "Prefer", "count=exact");
        send("GET", "/words", "", "Accept", "text/csv");
        send("POST", "/words", "id,word\n2,two\n", "Content-Type", "text/csv", "Prefer", "resolution=merge-duplicates");
        send("GET", "/visits", "");
        assertThat(http.get("/words/0").statusCode()).isEqualTo(404);
    }

    private void send(String method, String path, String body, String... headers) {
        assertThat(http.send(method, path, body, headers).statusCode())
                .as("%s %s", method, path)
                .isBetween(200, 299);
    }

    /** A write that waits for a primary for a second, if need be, and the status of its answer. */
    public int write() {
        return http.send(
                        "PATCH",
                        "/words/1",
                        "{\"word\":\"once\"}",
                        "Content-Type",
                        "application/json",
                        "Prefer",
                        "wait=1")
                .statusCode();
    }

    /** What it tells. */
    public Scrape scrape() {
        return new Scrape(http.get("/actuator/prometheus").body());
    }

    /** A client of it. */
    public Gateway http() {
        return http;
    }

    @Override
    public void close() {
        started.close();
    }
}
