package dev.pgweir.chart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The chart, as Helm's own code renders it: a library for one platform, which needs neither a program nor a network. */
final class HelmChart {

    static final Path FOLDER = Path.of("helm/pgweir");
    static final String NEWEST = "1.34.0";

    private static final String RELEASE = "shop";
    private static final Path MINIMAL = FOLDER.resolve("ci/minimal-values.yaml");

    private final Path copy;

    private HelmChart(Path copy) {
        this.copy = copy;
    }

    /** In a copy, in which a Pod that is rendered only for {@code helm test} is one of the objects. */
    static HelmChart copiedTo(Path folder) throws IOException {
        var platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(platform.equals("Linux amd64"), () -> told("NOT TESTED: the Helm chart, on " + platform));
        FileSystemUtils.copyRecursively(FOLDER, folder);
        try (var tests = Files.list(folder.resolve("templates/tests"))) {
            for (var test : tests.toList()) {
                Files.writeString(test, Files.readString(test).replace("helm.sh/hook:", "example.com/hook:"));
            }
        }
        return new HelmChart(folder);
    }

    /** Surefire does not print why a class was skipped. */
    private static String told(String reason) {
        System.err.println(reason);
        return reason;
    }

    /** Files of values that have to work. */
    static Stream<Path> accepted() throws IOException {
        return files("ci");
    }

    /** Files of values that are wrong over the minimal ones; each begins with what is said of it. */
    static Stream<Path> refused() throws IOException {
        return files("ci/refused");
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    Release render(Path values) throws IOException {
        return render(values, NEWEST);
    }

    Release render(Path values, String kubernetes) throws IOException {
        return Release.of(rendered(kubernetes, List.of(values)));
    }

    void renderOverMinimal(Path values) {
        rendered(NEWEST, List.of(MINIMAL, values));
    }

    private String rendered(String kubernetes, List<Path> values) {
        var template = new Helm(copy).template().withName(RELEASE).withKubeVersion(kubernetes);
        values.forEach(template::withValuesFile);
        return template.call();
    }
}
