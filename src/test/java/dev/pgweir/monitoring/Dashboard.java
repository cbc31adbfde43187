package dev.pgweir.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart's dashboard for Grafana. */
record Dashboard(JsonNode json) {

    static final Path FILE = Path.of("helm/pgweir/files/dashboards/pgweir.json");

    static Dashboard read() throws IOException {
        return new Dashboard(new JsonMapper().readTree(Files.readString(FILE)));
    }

    List<JsonNode> rows() {
        return json.get("panels").valueStream().filter(Dashboard::isRow).toList();
    }

    List<JsonNode> panels() {
        return json.get("panels").valueStream().filter(panel -> !isRow(panel)).toList();
    }

    private static boolean isRow(JsonNode panel) {
        return text(panel, "type").equals("row");
    }

    static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    /**
     * What panels, annotations and variables ask for, where everything is chosen that there is.
     *
     * @param rate over which time rates are taken
     * @param range the time that is shown
     */
    List<Query> queries(String rate, String range) {
        var ofPanels = panels().stream()
                .flatMap(panel -> panel.get("targets")
                        .valueStream()
                        .map(target ->
                                new Query(text(panel, "title"), text(target, "expr"), text(target, "legendFormat"))));
        var ofAnnotations = json.at("/annotations/list")
                .valueStream()
                .filter(annotation -> annotation.has("expr"))
                .map(annotation ->
                        new Query(text(annotation, "name"), text(annotation, "expr"), text(annotation, "textFormat")));
        var ofVariables = json.at("/templating/list")
                .valueStream()
                .filter(variable -> variable.has("definition"))
                .map(variable -> new Query(text(variable, "name"), counted(text(variable, "definition")), ""));
        return Stream.of(ofPanels, ofAnnotations, ofVariables)
                .flatMap(queries -> queries)
                .map(query -> new Query(query.place(), withoutVariables(query.expression(), rate, range), query.text()))
                .toList();
    }

    /** Grafana's own function, in PromQL. */
    private static String counted(String labelValues) {
        return labelValues.replaceFirst("^label_values\\((.*), (\\w+)\\)$", "count by ($2) ($1)");
    }

    private static String withoutVariables(String expression, String rate, String range) {
        return expression
                .replace("$__rate_interval", rate)
                .replace("$__range", range)
                .replaceAll("\\$[a-z]+", ".*");
    }
}
