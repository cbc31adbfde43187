package dev.pgweir.resources.body;

import dev.pgweir.catalog.Column;
import java.util.List;

/**
 * The rows of a JSON body: well-formed, and each with the same columns.
 *
 * @param json the body as it came
 * @param array whether it is an array of rows rather than one row
 * @param rows how many rows it holds
 * @param columns the columns that every row gives
 */
public record RowBody(String json, boolean array, int rows, List<Column> columns) {}
