package dev.pgweir.resources.request;

/**
 * What a request may ask for at most.
 *
 * @param defaultLimit rows on a page that names no limit
 * @param maxLimit the most rows a page may have
 * @param maxOffset the deepest offset
 * @param maxFilters the most conditions
 * @param maxFilterDepth the deepest nesting of and(…) and or(…)
 * @param embeds how much of related tables may be embedded
 */
public record ParseLimits(
        int defaultLimit, int maxLimit, int maxOffset, int maxFilters, int maxFilterDepth, Embeds embeds) {

    /**
     * Limits of what is embedded.
     *
     * @param maxDepth how deep; 0 for not at all
     * @param most how many related tables in one request
     */
    public record Embeds(int maxDepth, int most) {}
}
