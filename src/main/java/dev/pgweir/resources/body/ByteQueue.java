package dev.pgweir.resources.body;

import java.util.Arrays;

/** Bytes written at one end and read at the other. Not thread-safe. */
final class ByteQueue {

    private byte[] bytes = new byte[64 * 1024];
    private int read;
    private int size;

    /** How much was written and not yet read. */
    int available() {
        return size - read;
    }

    void add(byte value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = value;
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
}
