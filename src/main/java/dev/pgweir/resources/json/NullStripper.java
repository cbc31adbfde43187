package dev.pgweir.resources.json;

import java.util.BitSet;

/**
 * Copies JSON without the members of objects that are null, at any depth, as PostgreSQL's {@code json_strip_nulls} does. One pass
 * over bytes that are well-formed JSON. Used once.
 */
final class NullStripper {

    private final byte[] json;
    private final int size;
    private final JsonBuffer kept = new JsonBuffer();
    private final BitSet objects = new BitSet();
    private final BitSet filled = new BitSet();
    private int depth;
    private boolean atName;
    private int at;

    NullStripper(byte[] json, int size) {
        this.json = json;
        this.size = size;
    }

    JsonBuffer strip() {
        while (at < size) {
            if (json[at] != '"') {
                structure(json[at]);
            } else if (atName) {
                member();
            } else {
                copyTo(endOfString());
            }
        }
        return kept;
    }

    /** Commas in objects are written with the member behind them, of which there may be none. */
    private void structure(byte next) {
        switch (next) {
            case '{', '[' -> {
                depth++;
                atName = next == '{';
                objects.set(depth, atName);
                filled.clear(depth);
            }
            case '}', ']' -> {
                depth--;
                atName = false;
            }
            case ',' -> atName = objects.get(depth);
            default -> {}
        }
        if (next == ',' && atName) {
            at++;
        } else {
            copyTo(at + 1);
        }
    }

    private void member() {
        var end = endOfString();
        var value = end;
        while (json[value] == ':' || Character.isWhitespace(json[value])) {
            value++;
        }
        atName = false;
        if (json[value] == 'n') {
            at = value + "null".length();
            return;
        }
        if (filled.get(depth)) {
            kept.write(',');
        }
        filled.set(depth);
        copyTo(end);
    }

    private int endOfString() {
        var end = at + 1;
        while (json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private void copyTo(int end) {
        kept.write(json, at, end);
        at = end;
    }
}
