package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.json.FullLists.Full;
import dev.pgweir.resources.query.Derived;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.RowLayout.Output;
import dev.pgweir.resources.statement.ValueForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as JSON objects by copying the bytes the server sent. Numbers keep every digit. Relies on the driver
 * receiving values as text. Not thread-safe.
 */
public final class RowWriter {

    private static final byte[] NULL = "null".getBytes(UTF_8);
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);

    private static final int ROOM_AROUND_NAME = 8;

    /** Of layouts that are used again and again. */
    private static final Derived<RowLayout, byte[][]> NAMES = new Derived<>();

    private final RowLayout layout;
    private final CopyFields fields = new CopyFields();
    private final byte[][] names;
    private final ValueForm[] forms;

    public RowWriter(RowLayout layout) {
        this(layout, names(layout));
    }

    private RowWriter(RowLayout layout, byte[][] names) {
        this.layout = layout;
        this.names = names;
        this.forms = new ValueForm[names.length];
        for (var i = 0; i < names.length; i++) {
            forms[i] = layout.outputs().get(i).form();
        }
    }

    /** A writer of rows whose layout is that of many results. */
    public static RowWriter ofKnown(RowLayout layout) {
        return new RowWriter(layout, NAMES.get(layout, RowWriter::names));
    }

    private static byte[][] names(RowLayout layout) {
        var names = new byte[layout.outputs().size()][];
        for (var i = 0; i < names.length; i++) {
            names[i] = name(layout.outputs().get(i), i == 0);
        }
        return names;
    }

    /** Writes rows as a JSON array, up to a limit, and tells whether there are more. */
    public JsonRows page(ResultSet rows, int limit) throws SQLException {
        return page(rows, limit, FullLists.none());
    }

    /** Writes rows as a JSON array, up to a limit, counts the lists in them, and tells whether there are more. */
    public JsonRows page(ResultSet rows, int limit, FullLists lists) throws SQLException {
        var out = new JsonBuffer();
        var count = 0;
        List<Optional<String>> last = List.of();
        out.write('[');
        while (count < limit && rows.next()) {
            if (count++ > 0) {
                out.write(',');
                out.write('\n');
            }
            object(rows, out, lists);
            if (count == limit) {
                last = ordering(rows);
            }
        }
        out.write(']');
        return new JsonRows(out, count, last, rows.next(), lists.found());
    }

    /** Writes those of the rows of a write that are shown as a JSON array, and counts all of them. */
    public WrittenRows written(ResultSet rows, int offset, int limit) throws SQLException {
        var out = new JsonBuffer();
        var count = 0;
        var created = 0;
        List<List<String>> keys = new ArrayList<>();
        Optional<String> version = Optional.empty();
        var separator = "[";
        while (rows.next()) {
            if (count >= offset && count - offset < limit) {
                out.write(separator.getBytes(UTF_8));
                separator = ",\n";
                object(rows, out);
            }
            count++;
            created += isNew(rows) ? 1 : 0;
            if (!layout.primaryKey().isEmpty()) {
                keys.add(primaryKey(rows));
            }
            version = version(rows);
        }
        out.write((separator.equals("[") ? "[]" : "]").getBytes(UTF_8));
        return new WrittenRows(out, count, created, keys, version);
    }

    /** Writes the row the result set stands on as a JSON object, or its only value. */
    public void object(ResultSet row, JsonBuffer out) throws SQLException {
        object(row, out, FullLists.none());
    }

    /** Writes the row the result set stands on as a JSON object, or its only value, and counts the lists in it. */
    public void object(ResultSet row, JsonBuffer out, FullLists lists) throws SQLException {
        if (layout.bare()) {
            value(row.getBytes(1), forms[0], out);
            return;
        }
        out.write('{');
        for (var i = 0; i < names.length; i++) {
            out.write(names[i]);
            var value = row.getBytes(i + 1);
            lists.look(i, value);
            value(value, forms[i], out);
        }
        out.write('}');
    }

    private static void value(byte @Nullable [] text, ValueForm form, JsonBuffer out) {
        if (text == null) {
            out.write(NULL);
        } else {
            value(text, 0, text.length, form, out);
        }
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
                if (!forms[i].isOwnText() || forms[i] == ValueForm.JSON) {
                    onOneLine(row, fields.from(), fields.to());
                }
                value(row, fields.from(), fields.to(), forms[i], out);
            }
        }
        out.write('}');
        out.write('\n');
    }

    /** Within a string JSON escapes the end of a line, so that elsewhere it is a blank. */
    private static void onOneLine(byte[] json, int from, int to) {
        for (var i = from; i < to; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
    }

    /** Whether the row the result set stands on is new, where the layout tells. */
    public boolean isNew(ResultSet row) throws SQLException {
        return layout.created().isPresent() && row.getBoolean(layout.created().get());
    }

    /** The version of the row the result set stands on, where the layout tells. */
    public Optional<String> version(ResultSet row) throws SQLException {
        return layout.version().isPresent()
                ? Optional.ofNullable(row.getString(layout.version().get()))
                : Optional.empty();
    }

    private List<Optional<String>> ordering(ResultSet row) throws SQLException {
        List<Optional<String>> values = new ArrayList<>();
        for (var column : layout.ordering()) {
            values.add(Optional.ofNullable(row.getString(column)));
        }
        return values;
    }

    /** The primary key of the row the result set stands on, where the layout tells. */
    public List<String> primaryKey(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (var column : layout.primaryKey()) {
            values.add(row.getString(column));
        }
        return values;
    }

    private static byte[] name(Output output, boolean first) {
        var name = output.name().getBytes(UTF_8);
        var buffer = new JsonBuffer(name.length + ROOM_AROUND_NAME);
        if (!first) {
            buffer.write(',');
        }
        buffer.writeString(name);
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
     * Rows of a list as a JSON array.
     *
     * @param json the array
     * @param count how many rows it holds
     * @param last what the last of them is ordered by, null as empty; empty unless it holds as many rows as it may
     * @param more whether the result had further rows
     * @param fullLists the embedded lists that are as long as they may be
     */
    public record JsonRows(
            JsonBuffer json, int count, List<Optional<String>> last, boolean more, Map<String, Full> fullLists) {

        /** No rows. */
        public static final JsonRows NONE =
                new JsonRows(new JsonBuffer(new byte[] {'[', ']'}), 0, List.of(), false, Map.of());

        /** What the last row is ordered by before all else; empty where that is null or not known. */
        public Optional<String> leadingOfLast() {
            return last.isEmpty() ? Optional.empty() : last.getFirst();
        }

        /** These rows with others behind them; these are used up. */
        public JsonRows then(JsonRows next) {
            if (count == 0) {
                return next;
            }
            if (next.count == 0) {
                return new JsonRows(json, count, last, next.more, fullLists);
            }
            json.appendElements(next.json);
            return new JsonRows(json, count + next.count, next.last, next.more, Full.sum(fullLists, next.fullLists));
        }
    }

    /**
     * Rows of a write.
     *
     * @param json those that are shown, as a JSON array
     * @param count how many there are in all
     * @param created how many of them are new, where the rows tell
     * @param keys the primary key of each, where the rows tell
     * @param version the version of the last one, where the rows tell
     */
    public record WrittenRows(
            JsonBuffer json, int count, int created, List<List<String>> keys, Optional<String> version) {}
}
