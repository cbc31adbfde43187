package dev.pgweir.web.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** Where the time of a request goes is told to its client, and in the log where it is much. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "pgweir.schema=dawdling",
            "pgweir.web.server-timing=true",
            "pgweir.web.cors.allowed-origins=https://shop.example",
            "pgweir.routing.slow-transaction=200ms"
        })
class SlowRequestsIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("dawdling");

    private final Gateway gateway;

    @Autowired
    SlowRequestsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables() {
        SCHEMA.create(
                "CREATE TABLE quick (id int PRIMARY KEY, word text)",
                "INSERT INTO quick VALUES (1, 'a secret of ours')",
                "CREATE VIEW slow AS SELECT id, word FROM quick, pg_sleep(0.3)",
                "CREATE TABLE slowed (id int PRIMARY KEY, word text)",
                "INSERT INTO slowed VALUES (1, 'one')",
                "CREATE FUNCTION slow_down() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END'",
                "CREATE TRIGGER slow_down BEFORE UPDATE ON slowed FOR EACH ROW EXECUTE FUNCTION slow_down()");
    }

    @AfterAll
    static void drop() {
        SCHEMA.drop();
    }

    @Test
    void tellTheirClientWhatTookHowLong() {
        var durations = durations("/slow");

        assertThat(durations.get("db")).isBetween(300.0, 30_000.0);
        assertThat(durations.get("render")).isPositive().isLessThan(durations.get("db"));
        assertThat(durations).containsOnlyKeys("route", "wait", "db", "render");
    }

    @Test
    void letPagesThatMayReadTheAnswerReadIt() {
        var answer = gateway.get("/quick", "Origin", "https://shop.example");

        assertThat(answer.headers().firstValue("Timing-Allow-Origin")).hasValue("https://shop.example");
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("Server-Timing");
    }

    @Test
    void areLoggedWithoutTheValuesOfTheirClients(CapturedOutput log) {
        assertThat(gateway.get("/slow?word=eq.a%20secret%20of%20ours").statusCode())
                .isEqualTo(200);

        assertThat(log)
                .contains("dev.pgweir.slow")
                .containsPattern("list /slow on replica-\\d: [3-9]\\d\\d ms, after \\d+ ms of waiting for a connection")
                .doesNotContain("a secret of ours");
    }

    @Test
    void areLoggedWithTheStatementThatTookTheTime(CapturedOutput log) {
        gateway.get("/slow", "Prefer", "count=exact");
        gateway.send("PATCH", "/slowed?id=eq.1", "{\"word\":\"other\"}", "Content-Type", "application/json");

        assertThat(log.getOut().lines().filter(line -> line.contains("dev.pgweir.slow")))
                .anyMatch(line ->
                        line.matches(".* list /slow on .*: /\\*application='pgweir',route='/slow'\\*/ SELECT .*"))
                .anyMatch(line ->
                        line.matches(".* write /slowed on .*: /\\*application='pgweir',route='/slowed'\\*/ UPDATE .*"));
    }

    @Test
    void areNotLoggedWhereTheyAreQuick(CapturedOutput log) {
        assertThat(gateway.get("/quick").statusCode()).isEqualTo(200);

        assertThat(log).doesNotContain("/quick on");
    }

    private Map<String, Double> durations(String path) {
        var header = gateway.get(path).headers().firstValue("Server-Timing").orElseThrow();
        return Arrays.stream(header.split(", ", -1))
                .map(part -> part.split(";dur=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> Double.valueOf(part[1])));
    }
}
