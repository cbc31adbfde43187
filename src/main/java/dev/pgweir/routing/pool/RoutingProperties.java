package dev.pgweir.routing.pool;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the pools and of the choice between nodes, {@code pgweir.routing}.
 *
 * @param poolSize connections kept to each node, at most
 * @param poolTimeout how long a transaction waits for a free connection
 * @param statementTimeout how long a statement may run before the server cancels it
 * @param streamPoolSize connections kept to each node for exports and imports, at most
 * @param fallbackPoolSize connections kept to the primary for reads that no replica can serve, at most
 * @param queueSize transactions that may wait for a connection of a pool, beyond which they are refused at once
 * @param targetWait how long a transaction may be expected to wait for a connection at least, before it is refused
 * @param resourceShare the percentage of a pool's connections, and of its queue, that one resource may have
 * @param streamTimeout how long an export or import may run before the server cancels it; zero for as long as it takes
 * @param primaryReadWeight the primary's share of reads while a replica lives
 * @param catchUpPatience how long a read waits for a replica to replay what its client has seen, before it goes to the primary
 * @param maxLag by how much a replica may lag in time before others are preferred
 * @param maxLagSize by how much it may lag in log; zero for any amount
 * @param writePatience how long a write waits for a primary, within its deadline
 * @param writeQueueSize writes that may wait for a primary, beyond which they are refused at once
 * @param retryPercentage how many repeats there may be for each hundred calls, beyond a few
 * @param hedgeDelay after how long a read of one row by its key is asked of another node as well; zero for never
 * @param slowTransaction what takes at least as long on a node is logged as slow; zero for nothing
 * @param extraSearchPath the schemas, besides the exposed one, in which names without a schema are looked for
 * @param signingKey the secrets that sign consistency tokens, joined by commas, of which the first signs new ones; empty for one of this start's own
 * @param maxResultSize the most that one result, or one fetch of it, may hold in memory
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.routing", ignoreUnknownFields = false)
public record RoutingProperties(
        @Min(1) int poolSize,

        @NotNull @DurationMin(millis = 250) @DurationMax(minutes = 10)
        Duration poolTimeout,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration statementTimeout,

        @Min(1) int streamPoolSize,
        @Min(1) int fallbackPoolSize,
        @Min(0) int queueSize,

        @NotNull @DurationMin @DurationMax(minutes = 10) Duration targetWait,

        @Min(1) @Max(100) int resourceShare,

        @NotNull @DurationMin @DurationMax(days = 20) Duration streamTimeout,

        @Min(0) int primaryReadWeight,

        @NotNull @DurationMin @DurationMax(seconds = 10) Duration catchUpPatience,

        @NotNull @DurationMin(millis = 500) @DurationMax(days = 1)
        Duration maxLag,

        @NotNull DataSize maxLagSize,

        @NotNull @DurationMin @DurationMax(minutes = 10) Duration writePatience,

        @Min(0) int writeQueueSize,
        @Min(0) @Max(100) int retryPercentage,

        @NotNull @DurationMin @DurationMax(minutes = 1) Duration hedgeDelay,

        @NotNull @DurationMin @DurationMax(days = 1) Duration slowTransaction,

        @NotNull List<@NotBlank String> extraSearchPath,

        @NotNull String signingKey,

        @NotNull DataSize maxResultSize)
        implements Validator {

    private static final DataSize SMALLEST_RESULT = DataSize.ofMegabytes(1);
    private static final DataSize LARGEST_RESULT = DataSize.ofGigabytes(1);

    /** A message about a value would show it, so this one is about a fact. */
    @AssertTrue(message = "signing-key must be keys of at least 32 characters each, joined by commas, or empty")
    boolean isSigningKeyLongEnough() {
        return signingKey.matches("|[^,]{32,}(,[^,]{32,})*");
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == RoutingProperties.class;
    }

    /** The gateway's own questions need some room, too. */
    @Override
    public void validate(Object properties, Errors errors) {
        var size = ((RoutingProperties) properties).maxResultSize();
        if (size.compareTo(SMALLEST_RESULT) < 0 || size.compareTo(LARGEST_RESULT) > 0) {
            errors.rejectValue("maxResultSize", "range", "must lie between 1MB and 1GB");
        }
    }
}
