package dev.pgweir.resources.answer;

/** Too many rows are looked for in all partitions of a table just now. */
public final class SearchesExhausted extends RuntimeException {

    public SearchesExhausted(String table) {
        super("too many rows of %s are looked for by an id that does not tell their partition: name the whole key"
                .formatted(table));
    }
}
