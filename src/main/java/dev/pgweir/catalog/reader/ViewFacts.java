package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.reader.ViewTree.Shown;
import java.util.List;
import java.util.Map;

/**
 * What the server knows of the relations behind a schema, by object identifiers and numbers of columns.
 *
 * @param relations those of the schema, by name
 * @param names the names of their columns by number, by relation
 * @param views what views show, also of views in other schemas
 * @param descending of the operators by which rows are ordered as they usually are, whether that is from the greatest value down
 * @param updatable views each row of which is one row of the table behind it
 * @param keys foreign keys
 * @param primaryKeys the columns of primary keys, by table
 */
record ViewFacts(
        Map<String, Long> relations,
        Map<Long, Map<Integer, String>> names,
        Map<Long, Shown> views,
        Map<Long, Boolean> descending,
        List<Long> updatable,
        List<Reference> keys,
        Map<Long, List<Integer>> primaryKeys) {

    /**
     * A foreign key.
     *
     * @param name the constraint's name
     * @param from the table that has it
     * @param columns the numbers of its columns
     * @param to the table that it refers to
     * @param references the numbers of the columns there, in the same order
     * @param unique whether each row is referred to once at most
     */
    record Reference(
            String name, long from, List<Integer> columns, long to, List<Integer> references, boolean unique) {}
}
