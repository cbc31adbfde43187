package dev.pgweir.web.problem;

import java.util.List;
import java.util.stream.Collectors;

/** The filters of a {@code PUT} are not those of one key. Nothing was run. */
public final class NotOneKey extends RuntimeException {

    private final String methods;

    /**
     * @param table the table
     * @param columns the columns of its primary key
     * @param methods what can be done with its rows, as the header {@code Allow} says it
     */
    public NotOneKey(String table, List<String> columns, String methods) {
        super("name one row of %s by its key and nothing else: %s"
                .formatted(
                        table, columns.stream().map(column -> column + "=eq.…").collect(Collectors.joining("&"))));
        this.methods = methods;
    }

    String methods() {
        return methods;
    }
}
