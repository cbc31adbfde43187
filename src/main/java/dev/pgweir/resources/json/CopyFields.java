package dev.pgweir.resources.json;

/**
 * Steps through the fields of a row in the text format of COPY: parted by tabs, ended by a line feed, with escapes that it
 * undoes in place. Not thread-safe.
 */
final class CopyFields {

    private byte[] row = new byte[0];
    private int next;
    private int from;
    private int to;
    private boolean isNull;

    /** Begins before the first field of a row. */
    void read(byte[] newRow) {
        row = newRow;
        next = 0;
    }

    /** Goes to the next field. */
    void next() {
        from = next;
        to = next;
        isNull = false;
        while (row[next] != '\t' && row[next] != '\n') {
            if (row[next] == '\\') {
                next++;
                isNull = row[next] == 'N';
                row[to++] = unescaped(row[next++]);
            } else {
                row[to++] = row[next++];
            }
        }
        next++;
    }

    /** Whether the field is null. */
    boolean isNull() {
        return isNull;
    }

    /** Where the field's text begins in the row. */
    int from() {
        return from;
    }

    /** Where the field's text has ended. */
    int to() {
        return to;
    }

    /** The server escapes these and the backslash, and N only of a null, which stands alone. */
    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }
}
