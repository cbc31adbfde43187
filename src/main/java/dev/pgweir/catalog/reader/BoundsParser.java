package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a partition's bounds from the text that {@code pg_get_expr} makes of them; one parser reads one text once. */
final class BoundsParser {

    private static final Pattern HASH = Pattern.compile("FOR VALUES WITH \\(modulus (\\d+), remainder (\\d+)\\)");

    private final String text;
    private int position;

    private BoundsParser(String text) {
        this.text = text;
    }

    /**
     * Reads {@code DEFAULT} or {@code FOR VALUES …}.
     *
     * @throws IllegalArgumentException where the text is not one that PostgreSQL writes
     */
    static Bounds parse(String text) {
        Matcher hash = HASH.matcher(text);
        if (hash.matches()) {
            return new Bounds.Hash(Integer.parseInt(hash.group(1)), Integer.parseInt(hash.group(2)));
        }
        return text.equals("DEFAULT") ? new Bounds.Rest() : new BoundsParser(text).bounds();
    }

    private Bounds bounds() {
        Bounds bounds = accept("FOR VALUES IN ") ? values() : range();
        if (position != text.length()) {
            throw unreadable();
        }
        return bounds;
    }

    private Bounds values() {
        List<Item> items = items();
        return new Bounds.Values(
                items.stream().filter(item -> !item.is("NULL")).map(Item::text).toList(),
                items.stream().anyMatch(item -> item.is("NULL")));
    }

    private Bounds range() {
        expect("FOR VALUES FROM ");
        List<Item> from = items();
        expect(" TO ");
        List<Item> to = items();
        return new Bounds.Range(
                from.stream().map(Item::bound).toList(),
                to.stream().map(Item::bound).toList());
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        expect("(");
        do {
            items.add(accept("'") ? quoted() : bare());
        } while (accept(", "));
        expect(")");
        return items;
    }

    private Item quoted() {
        StringBuilder value = new StringBuilder();
        while (true) {
            int quote = text.indexOf('\'', position);
            if (quote < 0) {
                throw unreadable();
            }
            value.append(text, position, quote);
            position = quote + 1;
            if (!accept("'")) {
                return new Item(value.toString(), true);
            }
            value.append('\''); // a doubled quote stands for one
        }
    }

    private Item bare() {
        int start = position;
        while (position < text.length() && ",)".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return new Item(text.substring(start, position), false);
    }

    private boolean accept(String expected) {
        boolean found = text.startsWith(expected, position);
        position += found ? expected.length() : 0;
        return found;
    }

    private void expect(String expected) {
        if (!accept(expected)) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("not the bounds of a partition, at position " + position + ": " + text);
    }

    /** A value or a bare word of a parenthesized list. */
    private record Item(String text, boolean quoted) {

        boolean is(String word) {
            return !quoted && text.equals(word);
        }

        Bound bound() {
            if (is("MINVALUE")) {
                return new Bound.MinValue();
            }
            return is("MAXVALUE") ? new Bound.MaxValue() : new Bound.Value(text);
        }
    }
}
