package dev.pgweir.resources.body;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads lines of JSON objects as rows in the text format of COPY, line for line, so that the server counts lines as the
 * client does. The first line says which columns there are. Not thread-safe.
 */
public final class NdjsonInput extends RowInput {

    private static final int PASSED_OVER = -1;

    private final LineReader lines;
    private final List<Column> columns;
    private final Set<String> others = new HashSet<>();
    private final boolean anyOther;
    private final boolean whole;
    private final CopyText text = new CopyText(made());
    private final byte[] @Nullable [] values;

    /**
     * Reads the first line.
     *
     * @param chosen the columns to take, whatever else rows give; empty for all that the first gives
     * @param whole whether rows of these columns have one field, the object as it stands, rather than one a column
     * @param maxLine the most bytes of a line
     * @throws InvalidRequest where it does not give columns of the table, or a later read meets what is no row
     */
    public NdjsonInput(
            Table table, InputStream body, Optional<List<Column>> chosen, Predicate<List<Column>> whole, int maxLine)
            throws IOException {
        this.lines = new LineReader(body, maxLine);
        if (!nextRow()) {
            throw new InvalidRequest("empty-body", new Origin.Line(1), "there is no row");
        }
        lines.skipByteOrderMark();
        this.anyOther = chosen.isPresent();
        this.columns = columns(table, chosen);
        if (columns.isEmpty()) {
            throw new InvalidRequest("empty-body", new Origin.Line(1), "the first row names no column to fill");
        }
        this.whole = whole.test(columns);
        this.values = new byte[columns.size()][];
        row();
    }

    /** The columns that each row gives. */
    public List<Column> columns() {
        return columns;
    }

    @Override
    boolean advance() throws IOException {
        var more = nextRow();
        if (more) {
            row();
        }
        return more;
    }

    private List<Column> columns(Table table, Optional<List<Column>> chosen) {
        List<Column> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        parse(parser -> {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                names.add(name);
                ImportedColumns.find(table, name, chosen, new Origin.Line(1))
                        .ifPresentOrElse(found::add, () -> others.add(name));
                parser.nextToken();
                parser.skipChildren();
            }
        });
        ImportedColumns.requireChosen(chosen, names);
        return List.copyOf(found);
    }

    /** Empty lines may stand at the end only: the server counts rows, and blames the line of the same number. */
    private boolean nextRow() throws IOException {
        if (!lines.next()) {
            return false;
        }
        if (!isEmpty()) {
            return true;
        }
        var empty = new Origin.Line(lines.number());
        while (lines.next()) {
            if (!isEmpty()) {
                throw new InvalidRequest(
                        "malformed-body", empty, "each line but the last holds a row as a JSON object");
            }
        }
        return false;
    }

    private boolean isEmpty() {
        return lines.length() == 0 || (lines.length() == 1 && lines.bytes()[lines.from()] == '\r');
    }

    private void row() {
        parse(this::readValues);
        if (whole) {
            text.add(lines.bytes(), lines.from(), lines.length());
        } else {
            for (var i = 0; i < values.length; i++) {
                if (i > 0) {
                    text.nextField();
                }
                add(values[i]);
            }
        }
        text.endRow();
    }

    private void add(byte @Nullable [] value) {
        if (value == null) {
            text.addNull();
        } else {
            text.add(value, 0, value.length);
        }
    }

    private void readValues(JsonParser parser) throws CharacterCodingException {
        var reader = new JsonValues(parser, lines.bytes(), lines.from());
        Arrays.fill(values, null);
        var given = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var place = place(parser.currentName(), given);
            parser.nextToken();
            if (place == PASSED_OVER) {
                parser.skipChildren();
            } else {
                values[place] = reader.text(columns.get(place).type());
                given++;
            }
        }
        if (given < columns.size()) {
            throw differ();
        }
    }

    /** Most rows give their columns in the order of the first. */
    private int place(String name, int expected) {
        if (expected < columns.size() && columns.get(expected).name().equals(name)) {
            return expected;
        }
        for (var i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        if (anyOther || others.contains(name)) {
            return PASSED_OVER;
        }
        throw differ();
    }

    private InvalidRequest differ() {
        return invalid(
                "columns-differ",
                "all rows must give the same columns, as the first does: %s; give null for those that a row lacks"
                        .formatted(columns.stream().map(Column::name).toList()));
    }

    /** Reads the members of a line's only object. */
    private interface Members {

        void read(JsonParser parser) throws CharacterCodingException;
    }

    private void parse(Members members) {
        try (var parser = BodyJson.parser(lines.bytes(), lines.from(), lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("malformed-body", "each line holds a row as a JSON object");
            }
            members.read(parser);
            if (parser.nextToken() != null) {
                throw invalid("malformed-json", "the line holds more than one JSON value");
            }
        } catch (StreamReadException e) {
            var column = e.getLocation().getColumnNr();
            throw invalid("malformed-json", "%s (column %d)".formatted(BodyJson.fault(e), column));
        } catch (StreamConstraintsException e) {
            throw invalid(
                    "malformed-json",
                    "arrays and objects may be nested at most %d levels deep".formatted(BodyJson.MAX_DEPTH));
        } catch (CharacterCodingException e) {
            throw invalid("malformed-json", "a string holds half a character (an unpaired surrogate)");
        }
    }

    private InvalidRequest invalid(String code, String message) {
        return new InvalidRequest(code, new Origin.Line(lines.number()), message);
    }
}
