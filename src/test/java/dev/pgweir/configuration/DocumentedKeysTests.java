package dev.pgweir.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** {@code docs/configuration.md} lists the keys that the gateway binds, and no others. */
class DocumentedKeysTests {

    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Stands for the keys of a node in the rows below that of the list. */
    private static final String OF_NODES = "pgweir.cluster.";

    @Test
    void areAllKeysThereAre() throws Exception {
        var known = known();

        assertThat(documented()).containsExactlyInAnyOrderElementsOf(known);
    }

    private static Set<String> known() throws ClassNotFoundException {
        var keys = new KnownKeys();
        var records = new ClassPathScanningCandidateComponentProvider(false);
        records.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : records.findCandidateComponents("dev.pgweir")) {
            var type = Class.forName(found.getBeanClassName());
            var prefix = MergedAnnotations.from(type)
                    .get(ConfigurationProperties.class)
                    .getString("prefix");
            if (prefix.startsWith("pgweir")) {
                keys.add(prefix, type);
            }
        }
        var named = keys.all().stream()
                .map(key -> key.likeKey(ConfigurationPropertyName.of("pgweir")).replaceAll("\\[n]$", ""))
                .collect(Collectors.toSet());
        // A map is nothing by itself; a list of records may be left out as a whole.
        return named.stream()
                .filter(name -> named.stream().noneMatch(other -> other.startsWith(name + ".")))
                .collect(Collectors.toSet());
    }

    private static Set<String> documented() throws IOException {
        Set<String> keys = new HashSet<>();
        for (var line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("| `")) {
                keys.addAll(keys(line.substring(1, line.indexOf('|', 1))));
            }
        }
        return keys.stream().filter(key -> key.startsWith("pgweir.")).collect(Collectors.toSet());
    }

    /** Several in one row differ by their last part. */
    private static List<String> keys(String cell) {
        List<String> keys = new ArrayList<>();
        for (var name :
                CODE.matcher(cell).results().map(found -> found.group(1)).toList()) {
            var whole = name.replace("….", OF_NODES).replace("<table>", KnownKey.NAME);
            keys.add(name.startsWith(".") ? keys.getLast().replaceAll("\\.[^.]+$", "") + name : whole);
        }
        return keys;
    }
}
