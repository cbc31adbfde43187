package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.RowLayout.Output;
import java.util.Arrays;

/**
 * Writes rows as the same CSV that the server would, from its text format, which costs the server less. Null is nothing at
 * all, an empty text is two quotes; so that it is not taken for null, the text NULL is quoted as well. Not thread-safe.
 */
public final class CsvWriter {

    private static final byte[] NULL = {'N', 'U', 'L', 'L'};

    private final RowLayout layout;
    private final int columns;
    private final CopyFields fields = new CopyFields();

    public CsvWriter(RowLayout layout) {
        this.layout = layout;
        this.columns = layout.outputs().size();
    }

    /** Writes the line of names. */
    public void header(JsonBuffer out) {
        var separator = false;
        for (var name : layout.outputs().stream().map(Output::name).toList()) {
            separate(separator, out);
            separator = true;
            var text = name.getBytes(UTF_8);
            value(text, 0, text.length, out);
        }
        out.write('\n');
    }

    /** Writes a row in the text format of COPY, which it overwrites. */
    public void line(byte[] row, JsonBuffer out) {
        fields.read(row);
        for (var i = 0; i < columns; i++) {
            separate(i > 0, out);
            fields.next();
            if (!fields.isNull()) {
                value(row, fields.from(), fields.to(), out);
            }
        }
        out.write('\n');
    }

    private static void separate(boolean wanted, JsonBuffer out) {
        if (wanted) {
            out.write(',');
        }
    }

    private void value(byte[] text, int from, int to, JsonBuffer out) {
        if (!isQuoted(text, from, to)) {
            out.write(text, from, to);
            return;
        }
        out.write('"');
        var start = from;
        for (var i = from; i < to; i++) {
            if (text[i] == '"') {
                out.write(text, start, i + 1);
                start = i;
            }
        }
        out.write(text, start, to);
        out.write('"');
    }

    private boolean isQuoted(byte[] text, int from, int to) {
        for (var i = from; i < to; i++) {
            switch (text[i]) {
                case ',', '"', '\n', '\r' -> {
                    return true;
                }
                default -> {} // needs no quotes
            }
        }
        return from == to || isNullWord(text, from, to) || (columns == 1 && isEndOfData(text, from, to));
    }

    /** An import, and PostgREST, would read it as null. */
    private static boolean isNullWord(byte[] text, int from, int to) {
        return Arrays.equals(text, from, to, NULL, 0, NULL.length);
    }

    /** On a line of its own it would end the data, for readers of old. */
    private static boolean isEndOfData(byte[] text, int from, int to) {
        return to - from == 2 && text[from] == '\\' && text[from + 1] == '.';
    }
}
