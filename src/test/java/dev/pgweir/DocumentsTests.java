package dev.pgweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the Markdown pages to a width that can be read anywhere, to what is there, and to plain words. */
class DocumentsTests {

    private static final int MOST_COLUMNS = 120;
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`");
    private static final Pattern OLD_WORDS =
            Pattern.compile("\\b(anew|beside|lest|none the less|whoever|whom|he|his|him)\\b", Pattern.CASE_INSENSITIVE);
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

    /** The pictures and tables of the architecture are about classes that are there. */
    @Test
    void nameClassesThatAreThere() throws IOException {
        Set<String> classes;
        try (var files = Files.walk(Path.of("src/main/java"))) {
            classes = files.map(file -> file.getFileName().toString().replaceAll("\\.java$", ""))
                    .collect(Collectors.toSet());
        }
        var page = Files.readString(Path.of("docs/architecture.md"));
        var map = page.substring(page.indexOf("## Where to look"), page.indexOf("## The way of a request"));
        var named = CLASS.matcher(map).results().map(found -> found.group(1)).toList();

        assertThat(named)
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(classes).contains(name));
    }

    /** Words that hardly anybody uses any more, or that take a client for a man. */
    @Test
    void useTodaysWords() throws IOException {
        List<String> found = new ArrayList<>();
        var sources = new ArrayList<>(pages());
        try (var main = Files.walk(Path.of("src/main"));
                var demo = Files.walk(Path.of("src/demo"))) {
            Stream.concat(main, demo)
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|yaml|sql|md)"))
                    .forEach(sources::add);
        }
        for (var source : sources) {
            for (var line : Files.readAllLines(source)) {
                if (OLD_WORDS.matcher(line).find()) {
                    found.add(source + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
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
                var helm = Files.walk(Path.of("helm"));
                var root = Files.list(Path.of(""))) {
            return Stream.of(docs, bench, helm, root)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
