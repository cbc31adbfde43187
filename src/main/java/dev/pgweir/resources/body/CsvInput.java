package dev.pgweir.resources.body;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV as CSV that all servers understand alike, line for line, so that the server counts lines as the client does: each value
 * stands in quotes, null is nothing at all, and columns that are passed over are gone. What stands without quotes, and is empty or
 * {@code NULL}, is null. Not thread-safe.
 */
public final class CsvInput extends RowInput {

    private final CsvHeader header;
    private final CsvText text = new CsvText(made());
    private final byte[] chunk = new byte[16 * 1024];
    private long line = 1;
    private long begin = 1;
    private int field;
    private boolean inRow;
    private boolean quoted;
    private boolean afterQuote;
    private boolean afterReturn;

    /**
     * Reads the first line.
     *
     * @param chosen the columns to take, whatever else there is; empty for all
     * @throws InvalidRequest where it does not name columns of the table, or a later read meets a line of another length
     */
    public CsvInput(Table table, InputStream body, Optional<List<Column>> chosen) throws IOException {
        this.header = CsvHeader.read(table, body, chosen);
    }

    /** The columns that each row gives. */
    public List<Column> columns() {
        return header.columns();
    }

    @Override
    boolean advance() throws IOException {
        var read = header.body().read(chunk);
        for (var i = 0; i < read; i++) {
            add(chunk[i]);
        }
        if (read < 0 && inRow) {
            endRow();
        }
        return read >= 0;
    }

    private void add(byte value) {
        var closed = afterQuote;
        var returned = afterReturn;
        afterQuote = false;
        afterReturn = value == '\r';
        if (quoted) {
            addQuoted(value);
        } else if (value == '\n' && returned) {
            afterReturn = false; // the second half of the end of a line
        } else if (value == '\n' || value == '\r') {
            beginRow();
            endRow();
        } else {
            beginRow();
            addPlain(value, closed);
        }
    }

    private void addQuoted(byte value) {
        afterReturn = false;
        line += value == '\n' ? 1 : 0;
        if (value == '"') {
            quoted = false;
            afterQuote = true;
        } else {
            keep(value);
        }
    }

    /** @param closed whether quotes have ended just before, so that one more stands for itself */
    private void addPlain(byte value, boolean closed) {
        switch (value) {
            case '"' -> {
                quoted = true;
                if (isKept()) {
                    text.decide();
                }
                if (closed) {
                    keep(value);
                }
            }
            case ',' -> {
                endField();
                field++;
                beginField();
            }
            default -> keep(value);
        }
    }

    private void beginRow() {
        if (!inRow) {
            inRow = true;
            begin = line;
            field = 0;
            beginField();
        }
    }

    private void endRow() {
        endField();
        if (quoted || field + 1 != header.width()) {
            var message = quoted
                    ? "a value that begins with quotes does not end"
                    : "the line has %d values, and the first has %d".formatted(field + 1, header.width());
            throw new InvalidRequest("malformed-body", new Origin.Line(begin), message);
        }
        text.endRow();
        inRow = false;
        line++;
    }

    private void beginField() {
        if (isKept()) {
            text.beginField();
        }
    }

    private void endField() {
        if (isKept()) {
            text.endField();
        }
    }

    private void keep(byte value) {
        if (isKept()) {
            text.add(value);
        }
    }

    private boolean isKept() {
        return header.isKept(field);
    }
}
