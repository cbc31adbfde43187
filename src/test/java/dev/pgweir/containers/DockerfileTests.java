package dev.pgweir.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the {@code Dockerfile} takes from the project. */
class DockerfileTests {

    @Test
    void everyCopiedFileExistsAndIsLetThrough() throws IOException {
        var letThrough = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1));
        assertThat(copied())
                .contains("pom.xml", "docker/train.sh")
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
        assertThat(letThrough).containsExactlyInAnyOrderElementsOf(copied());
    }

    @Test
    void everyCopiedScriptMayBeRun() throws IOException {
        assertThat(copied())
                .filteredOn(file -> file.endsWith(".sh"))
                .hasSize(2)
                .allSatisfy(script -> assertThat(Path.of(script)).isExecutable());
    }

    @Test
    void labelsNameTheVersionThatIsBuilt() throws IOException {
        var version = Pattern.compile("<artifactId>pgweir</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("ARG VERSION=" + version.group(1) + "\n");
    }

    private static List<String> copied() throws IOException {
        return Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .map(line -> line.split(" "))
                .flatMap(words -> Stream.of(words).skip(1).limit(words.length - 2))
                .distinct()
                .toList();
    }
}
