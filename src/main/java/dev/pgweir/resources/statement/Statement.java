package dev.pgweir.resources.statement;

import java.util.List;

/**
 * SQL ready to run.
 *
 * @param text with a question mark for each bind; equal for all requests of one shape, so that it stays prepared
 * @param binds in the order of their placeholders
 * @param layout what the columns of its rows mean
 */
public record Statement(String text, List<Bind> binds, RowLayout layout) {}
