package dev.pgweir.resources.body;

import java.util.Arrays;

/**
 * Writes rows as CSV in which each value stands in quotes and null is nothing. Not thread-safe.
 */
final class CsvText {

    private static final byte[] NULL = {'N', 'U', 'L', 'L'};

    private final ByteQueue bytes;
    private final byte[] undecided = new byte[NULL.length];
    private int length;
    private boolean decided;
    private boolean separated;

    CsvText(ByteQueue bytes) {
        this.bytes = bytes;
    }

    /** Begins a field of the row, which is null until it turns out to be none. */
    void beginField() {
        if (separated) {
            bytes.add((byte) ',');
        }
        separated = true;
        length = 0;
        decided = false;
    }

    /** Makes the field a value, whatever it says. */
    void decide() {
        if (!decided) {
            decided = true;
            bytes.add((byte) '"');
            for (var i = 0; i < length; i++) {
                write(undecided[i]);
            }
        }
    }

    /** Adds to the field. */
    void add(byte value) {
        if (!decided && length < undecided.length) {
            undecided[length++] = value;
            return;
        }
        decide();
        write(value);
    }

    void endField() {
        if (!decided && !isNull()) {
            decide();
        }
        if (decided) {
            bytes.add((byte) '"');
        }
    }

    void endRow() {
        bytes.add((byte) '\n');
        separated = false;
    }

    private boolean isNull() {
        return length == 0 || Arrays.equals(undecided, 0, length, NULL, 0, NULL.length);
    }

    private void write(byte value) {
        bytes.add(value);
        if (value == '"') {
            bytes.add(value);
        }
    }
}
