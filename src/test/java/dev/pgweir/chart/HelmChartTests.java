package dev.pgweir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes of values, and which it refuses. */
class HelmChartTests {

    private static final String OLDEST = "1.30.0";

    @TempDir
    static Path folder;

    private static HelmChart chart;

    @BeforeAll
    static void copy() throws IOException {
        chart = HelmChart.copiedTo(folder);
    }

    static Stream<Path> refused() throws IOException {
        return HelmChart.refused();
    }

    static Stream<Arguments> acceptedOnEach() throws IOException {
        return HelmChart.accepted()
                .flatMap(values -> Stream.of(OLDEST, HelmChart.NEWEST).map(version -> Arguments.of(values, version)));
    }

    @Test
    void passesLint() {
        var result = chart.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("acceptedOnEach")
    void makesObjectsThatKubernetesKnows(Path values, String kubernetes) throws IOException {
        assertThat(chart.render(values, kubernetes).objects()).hasSizeGreaterThan(4);
    }

    @Test
    void doesNotGoOnAKubernetesThatIsTooOld() {
        assertThatThrownBy(() -> chart.render(HelmChart.FOLDER.resolve("ci/minimal-values.yaml"), "1.29.9"))
                .hasMessageContaining("incompatible with Kubernetes v1.29.9");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsWrongAndSaysWhatToDo(Path values) throws IOException {
        var said = Files.readAllLines(values).getFirst().replaceFirst("^# ", "");

        assertThatThrownBy(() -> chart.renderOverMinimal(values)).hasMessageContaining(said);
    }
}
