package dev.pgweir.catalog;

import java.util.List;

/**
 * What some columns of a table refer to.
 *
 * @param name the constraint's name
 * @param columns the names of the columns that refer
 * @param schema the schema of the table referred to
 * @param table the name of that table
 * @param references the names of its columns, in the order of {@code columns}
 * @param unique whether a primary key or unique constraint has just these columns, so that each row is referred to once at most
 * @param derived whether it is a key between the tables behind views: either side is a view
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String schema,
        String table,
        List<String> references,
        boolean unique,
        boolean derived) {

    public ForeignKey {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }
}
