package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.Columns;
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
import java.util.List;

/**
 * The first line of a CSV body, which names the columns of all others.
 *
 * @param columns the columns, in their order
 * @param body the whole body, this line included, so that the server counts lines as the client does
 */
public record CsvHeader(List<Column> columns, InputStream body) {

    private static final Origin LINE = new Origin.Line(1);
    private static final int MAX_LENGTH = 64 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads the names.
     *
     * @throws InvalidRequest where they are not those of columns that take values
     */
    public static CsvHeader read(Table table, InputStream body) throws IOException {
        var line = new ByteArrayOutputStream();
        var rest = new SequenceInputStream(readLine(body, line), body);
        List<Column> columns = new ArrayList<>();
        for (var name : names(text(line.toByteArray()))) {
            var column = Columns.writable(table, name, LINE);
            if (columns.contains(column)) {
                throw malformed("\"%s\" is named twice".formatted(name));
            }
            columns.add(column);
        }
        return new CsvHeader(List.copyOf(columns), rest);
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
        return new ByteArrayInputStream(all.toByteArray());
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
