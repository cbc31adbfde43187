package dev.pgweir.web.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.Scrape;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of meters in the documents is that of a gateway which has done a bit of everything. */
class MetricsDocumentIntegrationTests {

    private static final Path DOCUMENT = Path.of("docs/metrics.md");
    private static final String REWRITE =
            "./mvnw test -Dtest=MetricsDocumentIntegrationTests -Dtest.metrics.write=true";
    private static final OwnedSchema SCHEMA = new OwnedSchema("measured");

    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        SCHEMA.create(
                "CREATE TABLE visits (at date, id int, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
                "CREATE TABLE visits_old PARTITION OF visits FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE keyless (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE keyless_old PARTITION OF keyless FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE words (id int PRIMARY KEY, word text)");
        started = StartedGateway.on(
                TestCluster.shared(),
                "pgweir.schema=measured",
                "pgweir.own-schema=measured_own",
                "pgweir.partitions.tables.visits.life-cycle.interval=year",
                "pgweir.partitions.tables.visits.life-cycle.make-ahead=1",
                "pgweir.admin.partitions=on");
        gateway = started.http();
    }

    @AfterAll
    static void stop() {
        started.close();
        SCHEMA.drop();
    }

    @Test
    void showsEachMeterOfAScrape() throws IOException {
        useEverything();
        await().untilAsserted(() -> assertThat(scrape().families())
                .containsKeys("pgweir_partitions_runs_total", "pgweir_partitions_findings"));

        var seen = rows(scrape());
        var text = Files.readString(DOCUMENT);
        if (Boolean.getBoolean("test.metrics.write")) {
            text = text.replaceAll("(?m)^\\| `pgweir_.*\n", "")
                    .replace("|---|---|---|---|\n", "|---|---|---|---|\n" + String.join("\n", seen) + "\n");
            Files.writeString(DOCUMENT, text);
        }

        assertThat(text.lines().filter(line -> line.startsWith("| `pgweir_")))
                .as("the meters in %s; rewrite the table by %s", DOCUMENT, REWRITE)
                .containsExactlyElementsOf(seen);
    }

    private static void useEverything() {
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
        send("POST", "/words", "id,word\n2,two\n", "Content-Type", "text/csv");
        send("GET", "/visits", "");
    }

    private static void send(String method, String path, String body, String... headers) {
        assertThat(gateway.send(method, path, body, headers).statusCode())
                .as("%s %s", method, path)
                .isBetween(200, 299);
    }

    private static Scrape scrape() {
        return new Scrape(gateway.get("/actuator/prometheus").body());
    }

    /** The greatest of late, which Micrometer tells as a gauge next to each timer, is named there. */
    private static List<String> rows(Scrape scrape) {
        var families = scrape.families();
        return families.values().stream()
                .filter(family -> family.name().startsWith("pgweir_"))
                .filter(family -> !family.name().endsWith("_max")
                        || !families.containsKey(
                                family.name().substring(0, family.name().length() - "_max".length())))
                .map(family -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                family.name(),
                                family.kind(),
                                family.labels().isEmpty() ? "" : "`" + String.join("`, `", family.labels()) + "`",
                                family.help()))
                .toList();
    }
}
