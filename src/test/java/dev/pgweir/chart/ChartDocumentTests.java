package dev.pgweir.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values of the chart, as its README lists and its schema closes them. */
class ChartDocumentTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| `([^`]+)` \\| \\S.*", Pattern.MULTILINE);

    @Test
    void listsEachValueWithItsDefault() throws IOException {
        var listed = ROW.matcher(text("README.md"))
                .results()
                .map(row -> row.group(1) + ": " + row.group(2))
                .toList();

        assertThat(listed).containsExactlyElementsOf(leaves("", values()));
    }

    /** Either nothing else may be there, or it is said of what kind it is. */
    @Test
    void closesEachObjectOfTheSchema() throws IOException {
        assertThat(objects(JSON.readTree(text("values.schema.json"))))
                .hasSizeGreaterThan(20)
                .allSatisfy(object -> assertThat(object.has("additionalProperties"))
                        .as("%s", object)
                        .isTrue());
    }

    @Test
    void hasEachValueInTheSchema() throws IOException {
        assertThat(JSON.readTree(text("values.schema.json")).get("properties").propertyNames())
                .containsAll(names(values()));
    }

    private static Map<?, ?> values() throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text("values.yaml"));
    }

    private static List<String> names(Map<?, ?> values) {
        return values.keySet().stream().map(String::valueOf).toList();
    }

    /** What is no map, or an empty one, with the path to it. */
    private static List<String> leaves(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            var leaves = new ArrayList<String>();
            map.forEach((key, inner) -> leaves.addAll(leaves(path.isEmpty() ? "" + key : path + "." + key, inner)));
            return leaves;
        }
        var isWord = value instanceof String text && !text.isEmpty();
        return List.of(path + ": " + (isWord ? value : JSON.writeValueAsString(value)));
    }

    private static Stream<JsonNode> objects(JsonNode node) {
        var own = node.path("type").asString("").equals("object") ? Stream.of(node) : Stream.<JsonNode>empty();
        return Stream.concat(own, node.values().stream().flatMap(ChartDocumentTests::objects));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("" + HelmChart.FOLDER, file));
    }
}
