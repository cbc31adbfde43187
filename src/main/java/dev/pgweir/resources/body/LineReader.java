package dev.pgweir.resources.body;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a body into lines, of which it holds one at a time. Not thread-safe. */
final class LineReader {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream body;
    private final int maxLength;
    private byte[] bytes = new byte[64 * 1024];
    private int filled;
    private int from;
    private int to;
    private int next;
    private long number;

    LineReader(InputStream body, int maxLength) {
        this.body = body;
        this.maxLength = maxLength;
    }

    /**
     * Goes to the next line.
     *
     * @return whether there is one; a line feed at the end of the body begins none
     * @throws InvalidRequest where it is longer than a line may be
     */
    boolean next() throws IOException {
        from = next;
        to = from;
        number++;
        while (true) {
            while (to < filled && bytes[to] != '\n') {
                to++;
            }
            if (to < filled) {
                next = to + 1;
                return true;
            }
            if (!fill()) {
                next = to;
                return to > from;
            }
        }
    }

    /** Passes over the mark that the first line may begin with. */
    void skipByteOrderMark() {
        var mark = BYTE_ORDER_MARK.length;
        if (to - from >= mark && Arrays.equals(bytes, from, from + mark, BYTE_ORDER_MARK, 0, mark)) {
            from += mark;
        }
    }

    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, filled - from);
            filled -= from;
            to -= from;
            from = 0;
        }
        if (filled > maxLength) {
            throw new InvalidRequest(
                    "line-too-long", new Origin.Line(number), "a line may have %d bytes".formatted(maxLength));
        }
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * filled);
        }
        var read = body.read(bytes, filled, bytes.length - filled);
        filled += Math.max(read, 0);
        return read >= 0;
    }

    /** What the line stands in, until the next is gone to. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return to - from;
    }

    /** The number of the line; the first is 1. */
    long number() {
        return number;
    }
}
