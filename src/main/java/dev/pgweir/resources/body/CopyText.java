package dev.pgweir.resources.body;

/** Writes rows in the text format of COPY. Not thread-safe. */
final class CopyText {

    private final ByteQueue bytes;

    CopyText(ByteQueue bytes) {
        this.bytes = bytes;
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
                default -> bytes.add(source[i]);
            }
        }
    }

    private void escape(char letter) {
        add('\\');
        add(letter);
    }

    private void add(char ascii) {
        bytes.add((byte) ascii);
    }
}
