package dev.pgweir.resources.body;

import java.io.IOException;
import java.io.InputStream;

/** Rows of a client as the server's COPY reads them, made a piece at a time. Not thread-safe. */
abstract sealed class RowInput extends InputStream permits CsvInput, NdjsonInput {

    private final ByteQueue made = new ByteQueue();
    private boolean more = true;

    /** Where the pieces go. */
    final ByteQueue made() {
        return made;
    }

    /**
     * Makes the next piece.
     *
     * @return whether there may be another one
     */
    abstract boolean advance() throws IOException;

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        while (more && made.available() < length) {
            more = advance();
        }
        var count = made.read(target, offset, length);
        return count == 0 && length > 0 ? -1 : count;
    }
}
