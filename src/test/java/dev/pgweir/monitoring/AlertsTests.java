package dev.pgweir.monitoring;

import static dev.pgweir.monitoring.Dashboard.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The chart's alerts, by the tools of Prometheus, with made-up series, and the runbook that they lead to. */
class AlertsTests {

    private static final Path SERIES = Path.of("src/test/prometheus/alerts.yaml");
    private static final Path RUNBOOK = Path.of("docs/runbook.md");
    private static final Pattern SECTION = Pattern.compile("^## (.*)\\n\\n((?s).*?)(?=^## |\\z)", Pattern.MULTILINE);

    @Test
    void areWhatPrometheusUnderstands() {
        PrometheusPrograms.promtool("check", "rules", "" + Alert.FILE);
    }

    @Test
    void fireWhenTheyShouldAndNotOtherwise() {
        PrometheusPrograms.promtool("test", "rules", "" + SERIES);
    }

    @Test
    void haveEachSeriesByWhichTheyFireAndMomentsAtWhichTheyDoNot() throws IOException {
        var tests = Alert.yaml(SERIES).get("tests");
        for (var alert : Alert.all()) {
            var moments = tests.valueStream()
                    .filter(test -> text(test, "name").startsWith(alert.name()))
                    .flatMap(test -> test.get("promql_expr_test").valueStream())
                    .map(moment -> isFiring(alert, moment));
            assertThat(moments).as(alert.name()).contains(true, false);
        }
    }

    private static boolean isFiring(Alert alert, JsonNode moment) {
        return moment.get("exp_samples")
                .valueStream()
                .anyMatch(sample -> text(sample, "labels").contains("alertname=\"%s\"".formatted(alert.name())));
    }

    @Test
    void sayWhatIsWrongAndWhereToReadOn() throws IOException {
        assertThat(Alert.all()).hasSizeGreaterThan(12).allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("critical", "warning");
            assertThat(alert.annotation("summary")).hasSizeBetween(20, 100).doesNotEndWith(".");
            assertThat(alert.annotation("description")).hasSizeGreaterThan(150).endsWith(".");
            assertThat(alert.annotation("runbook_url"))
                    .endsWith("/" + RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void haveEachASectionOfTheRunbook() throws IOException {
        var sections = SECTION.matcher(Files.readString(RUNBOOK)).results().toList();

        assertThat(sections.stream().map(section -> section.group(1))).containsExactlyElementsOf(names());
        assertThat(sections)
                .allSatisfy(section -> assertThat(section.group(2))
                        .as(section.group(1))
                        .containsSubsequence("- **Clients see**", "- **Look at**", "- **Do**", "- **It is over**"));
    }

    private static List<String> names() throws IOException {
        return Alert.all().stream().map(Alert::name).toList();
    }

    /** One that follows a key, such as max-lag, names it. */
    @Test
    void nameKeysOfTheConfigurationThatAreThere() throws IOException {
        var documented = Files.readString(Path.of("docs/configuration.md"));
        var key = Pattern.compile("pgweir(?:\\.[a-z][a-z-]*){2,}");
        var named = Stream.of(Files.readString(Alert.FILE), Files.readString(RUNBOOK))
                .flatMap(text -> key.matcher(text).results())
                .map(found -> found.group())
                .filter(name -> !name.startsWith("pgweir.dev"))
                .distinct();

        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(documented).contains(name));
    }
}
