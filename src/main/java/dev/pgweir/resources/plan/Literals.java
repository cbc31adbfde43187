package dev.pgweir.resources.plan;

import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads plain arrays and ranges as PostgreSQL writes them (manual, chapters 8.15 and 8.17); not those with escapes. */
final class Literals {

    private static final Pattern ARRAY = Pattern.compile("\\{([^{}\"\\\\]+|\"[^\"\\\\]*\"(?:,\"[^\"\\\\]*\")*)}");
    private static final Pattern RANGE = Pattern.compile("([\\[(])\"?([^\",\\\\]*)\"?,\"?([^\",\\\\]*)\"?([])])");

    private Literals() {}

    /** The elements of an array; empty where it is not plain. */
    static Optional<List<String>> elements(String array) {
        var matcher = ARRAY.matcher(array.strip());
        return matcher.matches()
                ? Optional.of(Arrays.stream(matcher.group(1).split(",", -1))
                        .map(element -> element.replace("\"", "").strip())
                        .toList())
                : Optional.empty();
    }

    /** The window of the values that a range contains, wider where its text is not understood. */
    static Window window(String range, KeyType type) {
        var matcher = RANGE.matcher(range.strip());
        if (!matcher.matches()) {
            return Window.ALL;
        }
        var from = type.parse(matcher.group(2).strip())
                .map(matcher.group(1).equals("[") ? Window::startingAt : Window::after);
        var to = type.parse(matcher.group(3).strip())
                .map(matcher.group(4).equals("]") ? Window::through : Window::before);
        return from.orElse(Window.ALL).intersect(to.orElse(Window.ALL));
    }
}
