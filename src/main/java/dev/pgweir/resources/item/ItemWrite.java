package dev.pgweir.resources.item;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.Precondition;
import dev.pgweir.resources.request.WriteOptions;
import java.util.List;

/**
 * A write of one row, as a client asks for it.
 *
 * @param table where the row is, or shall be
 * @param key the parts of the path that name it
 * @param parameters the query string
 * @param options how it shall be done
 * @param precondition how the row must be for it to be done
 */
public record ItemWrite(
        Table table, List<String> key, List<Parameter> parameters, WriteOptions options, Precondition precondition) {}
