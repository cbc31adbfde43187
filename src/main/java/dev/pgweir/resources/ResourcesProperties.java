package dev.pgweir.resources;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may ask for.
 *
 * @param defaultLimit rows on a page that names no limit
 * @param maxLimit the most rows a page may have
 * @param maxOffset the deepest offset
 * @param maxFilters the most conditions
 * @param maxFilterDepth the deepest nesting of and(…) and or(…)
 * @param maxEmbedDepth how deep related tables may be embedded in each other; 0 for not at all
 * @param maxEmbeds how many related tables a request may embed
 * @param countTimeout how long rows may be counted before the count is estimated instead
 * @param plans whether clients may ask for the plans of their queries
 * @param signingKey the secrets that sign cursors, joined by commas, of which the first signs new ones; empty for one of this start's own
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.resources", ignoreUnknownFields = false)
record ResourcesProperties(
        @DefaultValue("1000") @Min(1) int defaultLimit,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxLimit,
        @DefaultValue("10000") @Min(0) int maxOffset,
        @DefaultValue("100") @Min(1) int maxFilters,
        @DefaultValue("8") @Min(1) @Max(100) int maxFilterDepth,

        @DefaultValue("5") @Min(0) @Max(20) int maxEmbedDepth,
        @DefaultValue("20") @Min(1) int maxEmbeds,

        @DefaultValue("1s") @NotNull @DurationMin(seconds = 1)
        Duration countTimeout,

        @DefaultValue("false") boolean plans,

        @DefaultValue("") String signingKey) {

    /** A message about a value would show it, so this one is about a fact. */
    @AssertTrue(message = "signing-key must be keys of at least 32 characters each, joined by commas, or empty")
    boolean isSigningKeyLongEnough() {
        return signingKey.matches("|[^,]{32,}(,[^,]{32,})*");
    }
}
