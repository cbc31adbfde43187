package dev.pgweir.web;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may weigh, and how long it may take.
 *
 * @param maxBodySize the largest body
 * @param maxUrlLength the longest path and query
 * @param defaultDeadline how long a request may take whose client does not say
 * @param maxDeadline the longest that a client may ask for
 */
@Validated
@ConfigurationProperties("pgweir.web")
record WebProperties(
        @DefaultValue("10MB") DataSize maxBodySize,
        @DefaultValue("16KB") DataSize maxUrlLength,
        @DefaultValue("30s") Duration defaultDeadline,
        @DefaultValue("60s") Duration maxDeadline) {

    private static final DataSize LARGEST_BODY = DataSize.ofGigabytes(1);

    /** A body is held in memory. */
    @AssertTrue(message = "pgweir.web.max-body-size must lie between 1B and 1GB")
    boolean isMaxBodySizeInRange() {
        return maxBodySize.toBytes() >= 1 && maxBodySize.compareTo(LARGEST_BODY) <= 0;
    }

    @AssertTrue(message = "pgweir.web.max-url-length must be at least 1KB")
    boolean isMaxUrlLengthInRange() {
        return maxUrlLength.compareTo(DataSize.ofKilobytes(1)) >= 0;
    }

    @AssertTrue(message = "pgweir.web.default-deadline must be positive and not above pgweir.web.max-deadline")
    boolean isDefaultDeadlineInRange() {
        return defaultDeadline.isPositive() && defaultDeadline.compareTo(maxDeadline) <= 0;
    }
}
