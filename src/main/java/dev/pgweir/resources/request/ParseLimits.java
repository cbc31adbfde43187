package dev.pgweir.resources.request;

import java.util.function.IntUnaryOperator;

/**
 * What a request may ask for at most.
 *
 * @param defaultLimit rows on a page that names no limit
 * @param maxLimit the most rows a page may have
 * @param maxOffset the deepest offset
 * @param maxFilters the most conditions
 * @param maxFilterDepth the deepest nesting of and(…) and or(…)
 * @param embeds how much of related tables may be embedded
 * @param ofCaller how many of so many rows the caller of the running request may have
 */
public record ParseLimits(
        int defaultLimit,
        int maxLimit,
        int maxOffset,
        int maxFilters,
        int maxFilterDepth,
        Embeds embeds,
        IntUnaryOperator ofCaller) {

    /**
     * Limits of what is embedded.
     *
     * @param maxDepth how deep; 0 for not at all
     * @param most how many related tables in one request
     */
    public record Embeds(int maxDepth, int most) {}

    /** Those of callers who are all alike. */
    public ParseLimits(
            int defaultLimit, int maxLimit, int maxOffset, int maxFilters, int maxFilterDepth, Embeds embeds) {
        this(defaultLimit, maxLimit, maxOffset, maxFilters, maxFilterDepth, embeds, rows -> rows);
    }

    /** The most rows a page of the running request may have. */
    public int mostRows() {
        return ofCaller.applyAsInt(maxLimit);
    }
}
