package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import java.util.List;

/**
 * The rows of a JSON body: well-formed, and each with the same columns.
 *
 * @param json the body as it came, UTF-8
 * @param array whether it is an array of rows rather than one row
 * @param rows how many rows it holds
 * @param columns the columns that every row gives
 */
public record RowBody(byte[] json, boolean array, int rows, List<Column> columns) {}
