package dev.pgweir.resources.parse;

/**
 * What a request may ask for at most.
 *
 * @param defaultLimit rows on a page that names no limit
 * @param maxLimit the most rows a page may have
 * @param maxOffset the deepest offset
 * @param maxFilters the most conditions
 * @param maxFilterDepth the deepest nesting of and(…) and or(…)
 */
public record ParseLimits(int defaultLimit, int maxLimit, int maxOffset, int maxFilters, int maxFilterDepth) {}
