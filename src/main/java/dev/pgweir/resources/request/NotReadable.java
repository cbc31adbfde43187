package dev.pgweir.resources.request;

import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;

/** A request asks for values that the gateway's role may not read. Nothing was run. */
public final class NotReadable extends RuntimeException {

    private final transient Origin origin;

    /** Of one column. */
    public NotReadable(Table table, String column, Origin origin) {
        super("the role may not read \"%s\" of %s, but %s".formatted(column, table.name(), readable(table)));
        this.origin = origin;
    }

    /** Of any column. */
    public NotReadable(Table table, Origin origin) {
        super("the role may not read %s".formatted(table.name()));
        this.origin = origin;
    }

    private static String readable(Table table) {
        return table.columns().stream()
                .filter(Column::readable)
                .map(Column::name)
                .collect(joining(", "));
    }

    /** The part of the request to blame. */
    public Origin origin() {
        return origin;
    }
}
