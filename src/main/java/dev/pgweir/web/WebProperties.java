package dev.pgweir.web;

import jakarta.validation.constraints.AssertTrue;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may weigh.
 *
 * @param maxBodySize the largest body
 * @param maxUrlLength the longest path and query
 * @param requireIfMatch the resources whose rows are changed only with a condition on their version
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.web", ignoreUnknownFields = false)
record WebProperties(
        @DefaultValue("10MB") DataSize maxBodySize,
        @DefaultValue("16KB") DataSize maxUrlLength,
        @DefaultValue Set<String> requireIfMatch) {

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
}
