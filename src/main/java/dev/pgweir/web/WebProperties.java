package dev.pgweir.web;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may weigh, how long it may take, and from which pages of browsers it may come.
 *
 * @param maxBodySize the largest body
 * @param maxImportSize the largest body whose rows are streamed; 0 for any size
 * @param minBodyRate how much of a body must come in a second, once it was waited for; 0 for as little as the client likes
 * @param clientMemory what bodies under way and answers that are not taken may hold of the memory, all together
 * @param maxUrlLength the longest path and query
 * @param requireIfMatch the resources whose rows are changed only with a condition on their version
 * @param defaultDeadline how long a request may take whose client does not say
 * @param maxDeadline the longest that a client may ask for
 * @param consistencyCookie whether browsers are given their consistency token as a cookie, too
 * @param shutdownDelay how long the gateway goes on serving once it is to stop
 * @param serverTiming whether answers tell where their time went
 * @param cors for pages of other origins
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.web", ignoreUnknownFields = false)
record WebProperties(
        @DefaultValue("10MB") DataSize maxBodySize,
        @DefaultValue("0B") DataSize maxImportSize,
        @DefaultValue("500B") DataSize minBodyRate,
        @DefaultValue("128MB") DataSize clientMemory,
        @DefaultValue("16KB") DataSize maxUrlLength,
        @DefaultValue Set<String> requireIfMatch,
        @DefaultValue("30s") Duration defaultDeadline,
        @DefaultValue("60s") Duration maxDeadline,
        @DefaultValue("false") boolean consistencyCookie,
        @DefaultValue("0s") Duration shutdownDelay,
        @DefaultValue("false") boolean serverTiming,
        @DefaultValue Cors cors) {

    /**
     * Cross-origin resource sharing.
     *
     * @param allowedOrigins as browsers send them, each perhaps with wildcards; none: no page of another origin
     * @param maxAge how long a browser may remember that it is allowed
     */
    record Cors(
            @DefaultValue List<String> allowedOrigins,
            @DefaultValue("30m") Duration maxAge) {}

    private static final DataSize LARGEST_BODY = DataSize.ofGigabytes(1);

    /** A body is held in memory. */
    @AssertTrue(message = "pgweir.web.max-body-size must lie between 1B and 1GB")
    boolean isMaxBodySizeInRange() {
        return maxBodySize.toBytes() >= 1 && maxBodySize.compareTo(LARGEST_BODY) <= 0;
    }

    @AssertTrue(message = "pgweir.web.max-import-size must be 0 for any size, or more")
    boolean isMaxImportSizeInRange() {
        return !maxImportSize.isNegative();
    }

    @AssertTrue(message = "pgweir.web.min-body-rate must be 0 for any, or more")
    boolean isMinBodyRateInRange() {
        return !minBodyRate.isNegative();
    }

    @AssertTrue(message = "pgweir.web.client-memory must not be less than pgweir.web.max-body-size")
    boolean isClientMemoryInRange() {
        return clientMemory.compareTo(maxBodySize) >= 0;
    }

    @AssertTrue(message = "pgweir.web.max-url-length must be at least 1KB")
    boolean isMaxUrlLengthInRange() {
        return maxUrlLength.compareTo(DataSize.ofKilobytes(1)) >= 0;
    }

    @AssertTrue(message = "pgweir.web.shutdown-delay must not be negative")
    boolean isShutdownDelayInRange() {
        return !shutdownDelay.isNegative();
    }

    @AssertTrue(message = "pgweir.web.default-deadline must be positive and not above pgweir.web.max-deadline")
    boolean isDefaultDeadlineInRange() {
        return defaultDeadline.isPositive() && defaultDeadline.compareTo(maxDeadline) <= 0;
    }
}
