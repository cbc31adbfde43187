package dev.pgweir.resources.parse;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the text of one parameter from left to right. Not thread-safe. */
final class TextReader {

    private final String text;
    private final Origin origin;
    private int position;

    TextReader(String text, Origin origin) {
        this.text = text;
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    int position() {
        return position;
    }

    /** Goes back to where a reader stood. */
    void reset(int earlier) {
        position = earlier;
    }

    /** What was read since a reader stood somewhere. */
    String since(int earlier) {
        return text.substring(earlier, position);
    }

    boolean isBlank() {
        return text.isBlank();
    }

    boolean atEnd() {
        return position == text.length();
    }

    boolean skip(String expected) {
        var found = text.startsWith(expected, position);
        if (found) {
            position += expected.length();
        }
        return found;
    }

    void skipBlanks() {
        while (!atEnd() && text.charAt(position) == ' ') {
            position++;
        }
    }

    /** Skips blanks, if any, where this stands behind them; else nothing. */
    void skipBlanksBefore(String next) {
        var start = position;
        skipBlanks();
        if (!startsWith(next)) {
            position = start;
        }
    }

    /** Skips a separator with the blanks around it, if one stands here; else nothing. */
    boolean skipSeparator(String separator) {
        var start = position;
        skipBlanks();
        if (!skip(separator)) {
            position = start;
            return false;
        }
        skipBlanks();
        return true;
    }

    void expect(String expected) {
        if (!skip(expected)) {
            throw malformed("\"%s\" is missing at character %d".formatted(expected, position + 1));
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw malformed("unexpected \"%s\" at character %d".formatted(text.substring(position), position + 1));
        }
    }

    /**
     * Makes sure that something stands here.
     *
     * @param what what is missing where one of the ends stands here, or the text ends
     */
    void requireSome(String what, String ends) {
        if (atEnd() || ends.indexOf(text.charAt(position)) >= 0) {
            throw malformed("%s is missing at character %d".formatted(what, position + 1));
        }
    }

    /** The characters up to the first of the ends, or to the end of the text; a quoted string where one begins here. */
    String token(String ends) {
        return token(ends, List.of());
    }

    /** The same, where the words end a token too. */
    String token(String ends, List<String> words) {
        if (skip("\"")) {
            return quoted();
        }
        var start = position;
        while (!atEnd() && ends.indexOf(text.charAt(position)) < 0 && !startsWithAny(words)) {
            position++;
        }
        return text.substring(start, position);
    }

    boolean startsWithAny(List<String> words) {
        for (var word : words) {
            if (startsWith(word)) {
                return true;
            }
        }
        return false;
    }

    /** All that is left. */
    String rest() {
        var start = position;
        position = text.length();
        return text.substring(start);
    }

    /** An array in PostgreSQL's own form, {@code {…}}, with all that stands inside its braces. */
    String braced() {
        var start = position;
        var depth = 0;
        do {
            if (atEnd()) {
                throw malformed("a closing brace is missing");
            }
            switch (text.charAt(position++)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '"' -> quoted();
                default -> {}
            }
        } while (depth > 0);
        return text.substring(start, position);
    }

    /** A range in PostgreSQL's own form, from its opening to its closing bracket or parenthesis. */
    String range() {
        var start = position++;
        while (!atEnd()) {
            switch (text.charAt(position++)) {
                case ']', ')' -> {
                    return text.substring(start, position);
                }
                case '"' -> quoted();
                default -> {}
            }
        }
        throw malformed("a range ends with a bracket or a parenthesis");
    }

    /** Whether a word and an opening parenthesis stand here, perhaps with blanks between them. */
    boolean startsJunction(String word) {
        var end = position + word.length();
        while (end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        return startsWith(word) && text.startsWith("(", end);
    }

    /** Whether something like this stands here. */
    boolean startsWith(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length()).lookingAt();
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, position);
    }

    private String quoted() {
        var value = new StringBuilder();
        while (!atEnd()) {
            var character = text.charAt(position++);
            if (character == '"') {
                return value.toString();
            }
            value.append(character == '\\' && !atEnd() ? text.charAt(position++) : character);
        }
        throw malformed("a closing quote is missing");
    }

    InvalidRequest malformed(String what) {
        return new InvalidRequest("malformed-parameter", origin, what);
    }
}
