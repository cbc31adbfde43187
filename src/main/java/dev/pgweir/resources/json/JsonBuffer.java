package dev.pgweir.resources.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.springframework.modulith.NamedInterface;

/** A growing array of bytes that rows are written to, most often as JSON. Not thread-safe. */
@NamedInterface("json")
public final class JsonBuffer {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int size;

    /** An empty one. */
    public JsonBuffer() {
        this(4096);
    }

    /** An empty one, with room for so many bytes until it grows. */
    JsonBuffer(int room) {
        this.bytes = new byte[room];
    }

    /** One that holds JSON written before. */
    public JsonBuffer(byte[] json) {
        this.bytes = json;
        this.size = json.length;
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** 64 bits that change with all but one in 2^64 changes of what was written. */
    public long checksum() {
        var castagnoli = new CRC32C();
        castagnoli.update(bytes, 0, size);
        var ethernet = new CRC32();
        ethernet.update(bytes, 0, size);
        return castagnoli.getValue() << 32 | ethernet.getValue();
    }

    /** Copies all that was written. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    /** A copy without the first and the last byte: of an array of one row, the row. */
    public JsonBuffer inner() {
        return new JsonBuffer(Arrays.copyOfRange(bytes, 1, size - 1));
    }

    /** A copy within brackets: of a row, an array of one. */
    public JsonBuffer asArray() {
        var array = new JsonBuffer(new byte[size + 2]);
        array.clear();
        array.write('[');
        array.write(bytes, 0, size);
        array.write(']');
        return array;
    }

    /** A copy without the members that are null, at any depth. */
    public JsonBuffer withoutNulls() {
        return new NullStripper(bytes, size).strip();
    }

    /** Adds the elements of another array to the array that was written. */
    public void appendElements(JsonBuffer array) {
        size--;
        write(',');
        write('\n');
        write(array.bytes, 1, array.size);
    }

    /** Forgets what was written. */
    public void clear() {
        size = 0;
    }

    /** All that was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void write(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    void write(byte[] source) {
        write(source, 0, source.length);
    }

    void write(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    void writeQuoted(byte[] plain, int from, int to) {
        write('"');
        write(plain, from, to);
        write('"');
    }

    void writeString(byte[] text) {
        writeString(text, 0, text.length);
    }

    /** Writes UTF-8 text as a JSON string (RFC 8259, section 7). */
    void writeString(byte[] text, int from, int to) {
        reserve(to - from + 2);
        bytes[size++] = '"';
        for (var i = from; i < to; i++) {
            var value = text[i];
            if (value < 0 || (value >= 0x20 && value != '"' && value != '\\')) {
                bytes[size++] = value;
            } else {
                reserve(6 + to - i + 1);
                escape(value);
            }
        }
        bytes[size++] = '"';
    }

    private void escape(byte value) {
        bytes[size++] = '\\';
        switch (value) {
            case '"', '\\' -> bytes[size++] = value;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            case '\b' -> bytes[size++] = 'b';
            case '\f' -> bytes[size++] = 'f';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[value >> 4];
                bytes[size++] = HEX[value & 0xF];
            }
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
