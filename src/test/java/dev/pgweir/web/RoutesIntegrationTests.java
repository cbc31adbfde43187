package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Which resources there are, and which node serves them. */
@GatewayTest
class RoutesIntegrationTests {

    private final Gateway gateway;

    @Autowired
    RoutesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void dropTables() {
        SharedSchema.change(gateway, "DROP VIEW IF EXISTS late_view", "DROP TABLE IF EXISTS late");
    }

    @Test
    void servesATableFromTheRefreshOnAfterWhichItExists() {
        problem(gateway.get("/late"), 404, "no-such-route");
        SharedSchema.change(gateway, "CREATE TABLE late (id int PRIMARY KEY)");

        assertThat(rows(gateway.get("/late"))).isEmpty();
        assertThat(gateway.send("POST", "/late", "{\"id\": 1}").statusCode()).isEqualTo(201);

        SharedSchema.change(gateway, "DROP TABLE late");
        problem(gateway.get("/late"), 404, "no-such-route");
        problem(gateway.get("/late/1"), 404, "no-such-route");
        problem(gateway.send("POST", "/late", "{\"id\": 2}"), 404, "no-such-route");
    }

    @Test
    void servesAColumnFromTheRefreshOnAfterWhichItExists() {
        SharedSchema.change(gateway, "CREATE TABLE late (id int PRIMARY KEY)");
        problem(gateway.get("/late?select=more"), 400, "unknown-column");

        SharedSchema.change(gateway, "ALTER TABLE late ADD COLUMN more text DEFAULT 'x'");
        assertThat(gateway.send("POST", "/late", "{\"id\": 1}", "Prefer", "return=representation")
                        .body())
                .isEqualTo("[{\"id\":1,\"more\":\"x\"}]");
    }

    @Test
    void offersOnAViewWhatTheViewCanDo() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE late (id int PRIMARY KEY)",
                "CREATE VIEW late_view AS SELECT count(*) FROM late");

        assertThat(gateway.get("/late_view").body()).isEqualTo("[{\"count\":0}]");
        problem(gateway.send("POST", "/late_view", "{\"count\": 1}"), 405, "method-not-allowed");
        problem(gateway.get("/late_view/1"), 404, "no-such-route");
    }

    @Test
    void saysWhatARuleDoesNotAllow() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE late (id int PRIMARY KEY)",
                "CREATE RULE elsewhere AS ON INSERT TO late DO INSTEAD NOTHING");

        var answer = gateway.send("POST", "/late", "{\"id\": 1}", "Prefer", "return=representation");

        problem(answer, 400, "not-supported");
    }

    @Test
    void readsOnReplicasAndWritesOnThePrimary() {
        SharedSchema.change(gateway, "CREATE TABLE late (id int PRIMARY KEY)");
        var before = json(gateway.get("/admin/cluster")).path("nodes");

        var reads = new AtomicInteger();
        // One that has just been slow is hardly read until that is forgotten.
        var after = await().until(
                        () -> {
                            IntStream.range(0, 30).forEach(i -> gateway.get("/late?limit=1"));
                            reads.addAndGet(30);
                            return json(gateway.get("/admin/cluster")).path("nodes");
                        },
                        now -> grown("reads", before, now, 1) > 0 && grown("reads", before, now, 2) > 0);
        IntStream.range(0, 7).forEach(i -> gateway.send("POST", "/late", "{\"id\": %d}".formatted(i)));

        assertThat(grown("reads", before, after, 0)).isZero();
        assertThat(grown("reads", before, after, 1) + grown("reads", before, after, 2))
                .isEqualTo(reads.get());
        var written = json(gateway.get("/admin/cluster")).path("nodes");
        // The gateway itself looks after its catalog and its records there.
        assertThat(grown("writes", before, written, 0)).isGreaterThanOrEqualTo(7);
        assertThat(grown("writes", before, written, 1) + grown("writes", before, written, 2))
                .isZero();
    }

    private static long grown(String counter, JsonNode before, JsonNode after, int node) {
        var path = "/%d/transactions/%s".formatted(node, counter);
        return after.at(path).asLong() - before.at(path).asLong();
    }
}
