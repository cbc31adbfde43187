package dev.pgweir.resources.run;

import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.run.Copies.RowEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Gathers the rows of an export and sends them on in batches. Not thread-safe. */
final class OutgoingRows {

    private static final int BATCH = 64 * 1024;

    private final JsonBuffer buffer = new JsonBuffer();
    private final RowEncoder encoder;
    private final OutputStream out;
    private final StreamProgress progress;
    private long rows;
    private boolean begun;

    OutgoingRows(RowEncoder encoder, OutputStream out, StreamProgress progress) {
        this.encoder = encoder;
        this.out = out;
        this.progress = progress;
        encoder.header().accept(buffer);
    }

    /** Whether anything was sent. */
    boolean begun() {
        return begun;
    }

    /**
     * Takes one row.
     *
     * @throws UncheckedIOException where the client takes no more
     */
    void add(byte[] row) {
        encoder.row().accept(row, buffer);
        rows++;
        if (buffer.size() >= BATCH) {
            send();
        }
    }

    /**
     * Sends what is left.
     *
     * @throws UncheckedIOException where the client takes no more
     */
    void send() {
        begun = true;
        try {
            buffer.writeTo(out);
        } catch (IOException clientLeft) {
            throw new UncheckedIOException(clientLeft);
        }
        progress.advance(rows, buffer.size());
        rows = 0;
        buffer.clear();
    }
}
