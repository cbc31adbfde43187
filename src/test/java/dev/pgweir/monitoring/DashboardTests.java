package dev.pgweir.monitoring;

import static dev.pgweir.monitoring.Dashboard.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Grafana, and who looks at it, expects of a dashboard. */
class DashboardTests {

    private static final String CHOSEN =
            "{cluster=~\"$cluster\", namespace=~\"$namespace\", job=~\"$job\", instance=~\"$instance\"";
    private static final String OF_GRAFANA = "-- Grafana --";

    private static Dashboard dashboard;

    @BeforeAll
    static void read() throws IOException {
        dashboard = Dashboard.read();
    }

    @Test
    void saysWhatEachPanelShows() {
        assertThat(dashboard.panels()).hasSizeGreaterThan(40).allSatisfy(panel -> {
            assertThat(text(panel, "title")).isNotBlank();
            assertThat(text(panel, "description")).as(text(panel, "title")).endsWith(".");
            assertThat(panel.get("targets").valueStream())
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(text(target, "legendFormat"))
                            .as(text(panel, "title"))
                            .isNotBlank());
        });
    }

    @Test
    void hasAUnitInEachPanel() {
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(
                                panel.at("/fieldConfig/defaults/unit").asString(""))
                        .as(text(panel, "title"))
                        .isNotBlank());
    }

    @Test
    void hasIdsThatAreUnique() {
        assertThat(Stream.concat(dashboard.panels().stream(), dashboard.rows().stream())
                        .map(panel -> panel.get("id").asInt()))
                .doesNotHaveDuplicates();
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(panel.get("targets").findValuesAsString("refId"))
                        .doesNotHaveDuplicates());
    }

    @Test
    void hasNoPanelOverAnother() {
        var places = Stream.concat(dashboard.panels().stream(), dashboard.rows().stream())
                .map(panel -> panel.get("gridPos"))
                .toList();
        assertThat(places).allSatisfy(place -> {
            assertThat(right(place)).isLessThanOrEqualTo(24);
            assertThat(places.stream().filter(other -> overlap(place, other))).hasSize(1);
        });
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return left(one) < right(other)
                && left(other) < right(one)
                && top(one) < bottom(other)
                && top(other) < bottom(one);
    }

    private static int left(JsonNode place) {
        return place.get("x").asInt();
    }

    private static int right(JsonNode place) {
        return left(place) + place.get("w").asInt();
    }

    private static int top(JsonNode place) {
        return place.get("y").asInt();
    }

    private static int bottom(JsonNode place) {
        return top(place) + place.get("h").asInt();
    }

    @Test
    void leavesTheDataSourceToWhoLooksAtIt() {
        var sources = dashboard.json().findValues("datasource");

        assertThat(sources)
                .hasSizeGreaterThan(dashboard.panels().size())
                .allSatisfy(source -> assertThat(text(source, "uid")).isIn("${datasource}", OF_GRAFANA));
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            assertThat(panel.at("/datasource/uid").asString("")).isEqualTo("${datasource}");
            assertThat(panel.get("targets").findValues("datasource"))
                    .hasSize(panel.get("targets").size());
        });
    }

    /** Else a choice changes some panels and not others. */
    @Test
    void asksOnlyForWhatIsChosen() {
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(panel.get("targets").findValuesAsString("expr"))
                        .as(text(panel, "title"))
                        .allMatch(expression -> !expression.replace(CHOSEN, "").contains("{")));
    }

    @Test
    void hasTheVariablesThatItsQueriesName() {
        assertThat(dashboard.json().at("/templating/list").findValuesAsString("name"))
                .containsExactly("datasource", "cluster", "namespace", "job", "instance", "node");
        assertThat(dashboard.queries("5m", "1h"))
                .allSatisfy(query -> assertThat(query.expression()).doesNotContain("$"));
    }
}
