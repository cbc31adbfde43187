package dev.pgweir.web.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.MeasuredGateway;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.Scrape;
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

    private static OwnedSchema schema;
    private static MeasuredGateway gateway;

    @BeforeAll
    static void start() {
        schema = MeasuredGateway.createTables(TestCluster.shared());
        gateway = MeasuredGateway.on(TestCluster.shared(), "management.tracing.sampling.probability=1.0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        schema.drop();
    }

    @Test
    void showsEachMeterOfAScrape() throws IOException {
        gateway.useEverything();
        await().untilAsserted(() -> assertThat(gateway.scrape().families())
                .containsKeys("pgweir_partitions_runs_total", "pgweir_partitions_findings"));

        var seen = rows(gateway.scrape());
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

    /** However many of them are to be kept: without an endpoint there are none. */
    @Test
    void namesNoTraces() {
        gateway.useEverything();

        assertThat(gateway.http()
                        .get("/actuator/prometheus", "Accept", "application/openmetrics-text; version=1.0.0")
                        .body())
                .contains("pgweir_transactions_seconds_bucket")
                .doesNotContain("trace_id");
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
