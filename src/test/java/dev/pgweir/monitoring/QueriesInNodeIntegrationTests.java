package dev.pgweir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.clients.NodeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The grammar of PromQL that Prometheus' own console uses reads all that the dashboard and the alerts ask for. */
@EnabledIf(value = "dev.pgweir.clients.NodeProject#isPossible", disabledReason = NodeProject.NOT_TESTED)
class QueriesInNodeIntegrationTests {

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws IOException {
        NodeProject.install();
    }

    @Test
    void arePromql() throws IOException {
        var expressions = Stream.concat(
                        Dashboard.read().queries("5m", "1h").stream(),
                        Alert.all().stream().map(Alert::query))
                .map(Query::expression)
                .toList();

        assertThat(check(expressions)).containsExactly(expressions.size() + " expressions");
    }

    /** So that a test which reads nothing is noticed. */
    @Test
    void areToldFromWhatIsNone() {
        assertThatThrownBy(() -> check(List.of("sum by (node (x)"))).hasMessageContaining("at ");
    }

    private List<String> check(List<String> expressions) throws IOException {
        var file =
                Files.writeString(folder.resolve("expressions.json"), new JsonMapper().writeValueAsString(expressions));
        return NodeProject.run("node", "promql.mjs", "" + file);
    }
}
