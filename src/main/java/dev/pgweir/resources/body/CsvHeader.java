package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a CSV body, which names the columns of all others.
 *
 * @param places the column at each place, in their order; empty for one that is passed over
 * @param body the whole body, this line included but for its byte order mark
 */
record CsvHeader(List<Optional<Column>> places, InputStream body) {

    private static final Origin LINE = new Origin.Line(1);
    private static final int MAX_LENGTH = 64 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads the names.
     *
     * @param chosen the columns to take, whatever else there is; empty for all
     * @throws InvalidRequest where they are not those of columns
     */
    static CsvHeader read(Table table, InputStream body, Optional<List<Column>> chosen) throws IOException {
        var line = new ByteArrayOutputStream();
        var rest = new SequenceInputStream(readLine(body, line), body);
        var names = names(text(line.toByteArray()));
        ImportedColumns.requireChosen(chosen, names);
        List<Optional<Column>> places = new ArrayList<>();
        for (var name : names) {
            var column = ImportedColumns.find(table, name, chosen, LINE);
            if (column.isPresent() && places.contains(column)) {
                throw malformed("\"%s\" is named twice".formatted(name));
            }
            places.add(column);
        }
        if (places.stream().allMatch(Optional::isEmpty)) {
            throw new InvalidRequest("empty-body", LINE, "the first line names no column that takes a value");
        }
        return new CsvHeader(List.copyOf(places), rest);
    }

    /** The columns that take values, in their order. */
    List<Column> columns() {
        return places.stream().flatMap(Optional::stream).toList();
    }

    /** How many values each line has. */
    int width() {
        return places.size();
    }

    /** Whether the values at this place are taken. */
    boolean isKept(int place) {
        return place < places.size() && places.get(place).isPresent();
    }

    /** Reads up to the end of the line, and gives all that it read on the way. */
    private static InputStream readLine(InputStream body, ByteArrayOutputStream line) throws IOException {
        var all = new ByteArrayOutputStream();
        var chunk = new byte[4096];
        var quoted = false;
        var ended = false;
        while (!ended) {
            var read = body.read(chunk);
            ended = read < 0;
            all.write(chunk, 0, Math.max(read, 0));
            for (var i = 0; i < read && !ended; i++) {
                quoted ^= chunk[i] == '"';
                ended = !quoted && (chunk[i] == '\n' || chunk[i] == '\r');
                if (!ended) {
                    line.write(chunk[i]);
                }
            }
            if (line.size() > MAX_LENGTH) {
                throw new InvalidRequest("line-too-long", LINE, "the names may have %d bytes".formatted(MAX_LENGTH));
            }
        }
        var read = all.toByteArray();
        var mark = BYTE_ORDER_MARK.getBytes(UTF_8);
        var from = Arrays.mismatch(read, mark) == mark.length || Arrays.equals(read, mark) ? mark.length : 0;
        return new ByteArrayInputStream(read, from, read.length - from);
    }

    private static String text(byte[] line) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("the names are not UTF-8");
        }
    }

    private static List<String> names(String line) {
        if (line.isEmpty()) {
            throw new InvalidRequest("empty-body", LINE, "the first line names the columns");
        }
        List<String> names = new ArrayList<>();
        var name = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.length(); i++) {
            var character = line.charAt(i);
            if (character == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                name.append('"');
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(character);
            }
        }
        if (quoted) {
            throw malformed("a quoted name does not end");
        }
        names.add(name.toString());
        return names;
    }

    private static InvalidRequest malformed(String message) {
        return new InvalidRequest("malformed-body", LINE, message);
    }
}
