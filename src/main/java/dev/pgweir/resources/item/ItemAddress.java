package dev.pgweir.resources.item;

import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the last segment of a path names a row: by the values of its key, joined by commas. One may stand in double quotes, as in
 * {@code in.(…)}, where a backslash goes before a quote or a backslash; so those have an address that a path could not hold, such
 * as the empty text and two dots. Pure.
 */
public final class ItemAddress {

    private static final String QUOTES = "\"(?:[^\"\\\\]++|\\\\.)*+\"";
    private static final Pattern QUOTED = Pattern.compile(QUOTES, Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile(QUOTES + "(?=,|\\z)|[^,]*+", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private ItemAddress() {}

    /** The parts of the segment for the row of this key, still to be encoded and joined. */
    public static List<String> of(List<String> key) {
        return key.stream()
                .map(value -> needsQuotes(value, key.size() > 1) ? quoted(value) : value)
                .toList();
    }

    /**
     * The values that a segment gives. Many clients encode the commas between them too; then all come as one part.
     *
     * @param parts what stands between commas, decoded
     */
    static List<String> values(Table table, List<String> parts) {
        var joined = table.primaryKey().map(Key::columns).orElse(List.of()).size() > 1 && parts.size() == 1;
        return (joined ? split(parts.getFirst()) : parts)
                .stream().map(ItemAddress::unquoted).toList();
    }

    private static List<String> split(String joined) {
        List<String> parts = new ArrayList<>();
        var value = VALUE.matcher(joined);
        for (var from = 0; from <= joined.length(); from = value.end() + 1) {
            value.region(from, joined.length()).lookingAt();
            parts.add(value.group());
        }
        return parts;
    }

    private static String unquoted(String part) {
        return QUOTED.matcher(part).matches()
                ? ESCAPED.matcher(part.substring(1, part.length() - 1)).replaceAll("$1")
                : part;
    }

    private static boolean needsQuotes(String value, boolean joined) {
        return value.isEmpty()
                || value.equals(".")
                || value.equals("..")
                || value.startsWith("\"")
                || (joined && value.contains(","));
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
