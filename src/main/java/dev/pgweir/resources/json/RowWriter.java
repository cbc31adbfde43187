package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.RowLayout.Output;
import dev.pgweir.resources.statement.ValueForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as JSON objects by copying the bytes the server sent. Numbers keep every digit. Relies on the driver
 * receiving values as text. Not safe for use by many threads.
 */
public final class RowWriter {

    private static final byte[] NULL = "null".getBytes(UTF_8);
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);

    private final RowLayout layout;
    private final CopyFields fields = new CopyFields();
    private final byte[][] names;
    private final ValueForm[] forms;

    public RowWriter(RowLayout layout) {
        this.layout = layout;
        this.names = new byte[layout.outputs().size()][];
        this.forms = new ValueForm[names.length];
        for (var i = 0; i < names.length; i++) {
            var output = layout.outputs().get(i);
            names[i] = name(output, i == 0);
            forms[i] = output.form();
        }
    }

    /** Writes rows as a JSON array, up to a limit, and tells whether there are more. */
    public Page page(ResultSet rows, int limit) throws SQLException {
        var out = new JsonBuffer();
        var count = 0;
        var created = 0;
        List<Optional<String>> lastKeys = List.of();
        out.write('[');
        while (count < limit && rows.next()) {
            if (count++ > 0) {
                out.write(',');
                out.write('\n');
            }
            object(rows, out);
            created += isNew(rows) ? 1 : 0;
            if (count == limit) {
                lastKeys = keys(rows);
            }
        }
        out.write(']');
        return new Page(out, count, created, lastKeys, rows.next());
    }

    /** Writes those of the rows of a write that are shown as a JSON array, and counts all of them. */
    public Page written(ResultSet rows, int offset, int limit) throws SQLException {
        var out = new JsonBuffer();
        var count = 0;
        var created = 0;
        List<Optional<String>> lastKeys = List.of();
        var separator = "[";
        while (rows.next()) {
            if (count >= offset && count - offset < limit) {
                out.write(separator.getBytes(UTF_8));
                separator = ",\n";
                object(rows, out);
            }
            count++;
            created += isNew(rows) ? 1 : 0;
            lastKeys = layout.keys().isEmpty() ? lastKeys : keys(rows);
        }
        out.write((separator.equals("[") ? "[]" : "]").getBytes(UTF_8));
        return new Page(out, count, created, lastKeys, false);
    }

    /** Writes the row the result set stands on as a JSON object. */
    public void object(ResultSet row, JsonBuffer out) throws SQLException {
        out.write('{');
        for (var i = 0; i < names.length; i++) {
            out.write(names[i]);
            byte @Nullable [] text = row.getBytes(i + 1);
            if (text == null) {
                out.write(NULL);
            } else {
                value(text, 0, text.length, forms[i], out);
            }
        }
        out.write('}');
    }

    /** Writes a row in COPY's text format, which it overwrites, as a JSON object on a line of its own. */
    public void line(byte[] row, JsonBuffer out) {
        fields.read(row);
        out.write('{');
        for (var i = 0; i < names.length; i++) {
            out.write(names[i]);
            fields.next();
            if (fields.isNull()) {
                out.write(NULL);
            } else {
                value(row, fields.from(), fields.to(), forms[i], out);
            }
        }
        out.write('}');
        out.write('\n');
    }

    /** Whether the row the result set stands on is new, where the layout tells. */
    public boolean isNew(ResultSet row) throws SQLException {
        return layout.created().isPresent() && row.getBoolean(layout.created().get());
    }

    /** The values of the layout's keys in the row the result set stands on, null as empty. */
    public List<Optional<String>> keys(ResultSet row) throws SQLException {
        List<Optional<String>> values = new ArrayList<>();
        for (var index : layout.keys()) {
            values.add(Optional.ofNullable(row.getString(index)));
        }
        return values;
    }

    private static byte[] name(Output output, boolean first) {
        var buffer = new JsonBuffer();
        if (!first) {
            buffer.write(',');
        }
        buffer.writeString(output.name().getBytes(UTF_8));
        buffer.write(':');
        return buffer.toByteArray();
    }

    private static void value(byte[] text, int from, int to, ValueForm form, JsonBuffer out) {
        switch (form) {
            case NUMBER -> {
                if (isDigit(text[to - 1])) {
                    out.write(text, from, to);
                } else {
                    out.writeQuoted(text, from, to);
                }
            }
            case BOOLEAN -> out.write(text[from] == 't' ? TRUE : FALSE);
            case PLAIN -> out.writeQuoted(text, from, to);
            case TEXT -> out.writeString(text, from, to);
            case JSON, TO_JSON -> out.write(text, from, to);
        }
    }

    /** NaN and Infinity are no numbers in JSON; PostgreSQL's own to_json quotes them. */
    private static boolean isDigit(byte last) {
        return last >= '0' && last <= '9';
    }

    /**
     * Rows as a JSON array.
     *
     * @param json the array
     * @param rows how many rows it holds
     * @param created how many of them are new, where the rows tell
     * @param lastKeys the values of the layout's keys in the last row, null as empty
     * @param more whether the result had further rows
     */
    public record Page(JsonBuffer json, int rows, int created, List<Optional<String>> lastKeys, boolean more) {

        /** No rows. */
        public static final Page NONE = new Page(new JsonBuffer(new byte[] {'[', ']'}), 0, 0, List.of(), false);

        /** This page with the rows of another behind its own; this one is used up. */
        public Page then(Page next) {
            if (rows == 0) {
                return next;
            }
            if (next.rows == 0) {
                return new Page(json, rows, created, lastKeys, next.more);
            }
            json.appendElements(next.json);
            return new Page(json, rows + next.rows, created + next.created, next.lastKeys, next.more);
        }
    }
}
