package dev.pgweir;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md to the codes that the gateway answers. */
class DocumentedErrorsTests {

    private static final Pattern CODE =
            Pattern.compile("(?:(?:Problem\\.of|\\b(?:answer|problem))\\(\\s*[\\w.()]+,|new InvalidRequest\\(|"
                    + "\\b(?:conflict|forbidden|unprocessable|unavailable|invalid)\\()\\s*"
                    + "\"([a-z]+(?:-[a-z]+)*)\"");

    @Test
    void everyCodeIsDocumented() throws IOException {
        var documentation = Files.readString(Path.of("docs/errors.md"));
        var codes = codes();

        assertThat(codes).hasSizeGreaterThan(40);
        assertThat(codes).allSatisfy(code -> assertThat(documentation).contains("`" + code + "`"));
    }

    private static Set<String> codes() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(DocumentedErrorsTests::codes)
                    .collect(toCollection(TreeSet::new));
        }
    }

    private static Stream<String> codes(Path file) {
        try {
            return CODE.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
