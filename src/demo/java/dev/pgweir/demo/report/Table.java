package dev.pgweir.demo.report;

import java.util.List;

/**
 * Numbers in rows.
 *
 * @param caption what they are
 * @param columns the names of the columns
 * @param rows texts and numbers
 */
public record Table(String caption, List<String> columns, List<List<Object>> rows) {}
