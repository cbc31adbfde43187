package dev.pgweir.monitoring;

import static dev.pgweir.monitoring.Dashboard.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the chart's alerts, as in its file. */
record Alert(JsonNode rule) {

    static final Path FILE = Path.of("helm/pgweir/files/rules.yaml");

    static List<Alert> all() throws IOException {
        return yaml(FILE)
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .map(Alert::new)
                .toList();
    }

    static JsonNode yaml(Path file) throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return new JsonMapper().valueToTree(yaml.load(Files.readString(file)));
    }

    String name() {
        return text(rule, "alert");
    }

    String severity() {
        return text(rule.path("labels"), "severity");
    }

    /** A text that people are shown. */
    String annotation(String key) {
        return text(rule.path("annotations"), key);
    }

    Query query() {
        return new Query(name(), text(rule, "expr"), annotation("summary") + annotation("description"));
    }
}
