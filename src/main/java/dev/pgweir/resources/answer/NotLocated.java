package dev.pgweir.resources.answer;

/** A row that is named by an id alone is not looked at, although it may be there. */
public abstract sealed class NotLocated extends RuntimeException {

    private NotLocated(String message) {
        super(message);
    }

    /** More than one row has an id that was said to be unique. */
    public static final class AmbiguousId extends NotLocated {

        public AmbiguousId(String table, String column, String id) {
            super("several rows of %s have the %s %s: name the whole key".formatted(table, column, id));
        }
    }

    /** Too many rows are looked for in all partitions of a table just now. */
    public static final class SearchesExhausted extends NotLocated {

        public SearchesExhausted(String table) {
            super("too many rows of %s are looked for by an id that does not tell their partition: name the whole key"
                    .formatted(table));
        }
    }
}
