package dev.pgweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the Markdown pages to a width that can be read anywhere, and their links to what is there. */
class DocumentsTests {

    private static final int MOST_COLUMNS = 120;
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @Test
    void areWrapped() throws IOException {
        List<String> wide = new ArrayList<>();
        for (var page : pages()) {
            var fenced = false;
            for (var line : Files.readAllLines(page)) {
                fenced ^= line.strip().startsWith("```");
                var fixed = fenced || line.startsWith("|") || line.startsWith("    ");
                if (!fixed && line.length() > MOST_COLUMNS) {
                    wide.add(page + ": " + line);
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void leadToWhatIsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (var page : pages()) {
            for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
                var target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                if (!Files.exists(target) || (link.group(2) != null && !hasHeading(target, link.group(2)))) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void beginWithAPageThatIsReadInAMinute() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    private static boolean hasHeading(Path page, String anchor) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
                .anyMatch(heading -> anchor.equals("#" + heading.strip().replace(' ', '-')));
    }

    private static List<Path> pages() throws IOException {
        try (var docs = Files.walk(Path.of("docs"));
                var bench = Files.list(Path.of("bench"));
                var root = Files.list(Path.of(""))) {
            return Stream.of(docs, bench, root)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
