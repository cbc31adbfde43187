package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.request.WriteOptions;
import java.util.List;

/**
 * A write of one row.
 *
 * @param table where it is, or shall be
 * @param key the values of its primary key, in key order
 * @param parameters the query string
 * @param options how it shall be done
 * @param precondition how the row must be for it to be done
 */
public record ItemRequest(
        Table table, List<String> key, List<Parameter> parameters, WriteOptions options, Precondition precondition) {}
