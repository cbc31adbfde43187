package dev.pgweir.resources.answer;

/** More than one row has an id that was said to be unique. */
public final class AmbiguousId extends RuntimeException {

    public AmbiguousId(String table, String column, String id) {
        super("several rows of %s have the %s %s: name the whole key".formatted(table, column, id));
    }
}
