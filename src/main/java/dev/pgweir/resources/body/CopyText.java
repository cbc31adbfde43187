package dev.pgweir.resources.body;

import java.util.Arrays;

/** Rows in the text format of COPY, written at one end and read at the other. Not safe for use by many threads. */
final class CopyText {

    private byte[] bytes = new byte[64 * 1024];
    private int read;
    private int size;

    /** How much was written and not yet read. */
    int available() {
        return size - read;
    }

    /** Goes on to the next field of the row. */
    void nextField() {
        add('\t');
    }

    /** Ends the row. */
    void endRow() {
        add('\n');
    }

    /** Makes the field null. */
    void addNull() {
        add('\\');
        add('N');
    }

    /** Adds text to the field. */
    void add(byte[] source, int from, int length) {
        for (var i = from; i < from + length; i++) {
            switch (source[i]) {
                case '\\' -> escape('\\');
                case '\n' -> escape('n');
                case '\r' -> escape('r');
                case '\t' -> escape('t');
                default -> add(source[i]);
            }
        }
    }

    /**
     * Reads off what was written.
     *
     * @return how many bytes that were
     */
    int read(byte[] target, int offset, int length) {
        var count = Math.min(length, available());
        System.arraycopy(bytes, read, target, offset, count);
        read += count;
        if (read == size) {
            read = 0;
            size = 0;
        }
        return count;
    }

    private void escape(char letter) {
        add('\\');
        add(letter);
    }

    private void add(char ascii) {
        add((byte) ascii);
    }

    private void add(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = value;
    }
}
