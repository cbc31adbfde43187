package dev.pgweir.idempotency.record;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How long writes with a key are remembered.
 *
 * @param schema the former name of {@code pgweir.own-schema}, which applies where that is not set
 * @param expiry how long an answer is kept
 * @param maxWait how long a repeat waits for the first request
 * @param maxAnswerSize the largest answer that is kept
 * @param purgeInterval the time between two purges of expired answers
 * @param purgeBatch how many of them are deleted at a time
 */
@Validated
@ConfigurationProperties("pgweir.idempotency")
record IdempotencyProperties(
        @Nullable String schema,

        @DefaultValue("24h") @DurationMin(seconds = 1) Duration expiry,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration maxWait,
        @DefaultValue("1MB") DataSize maxAnswerSize,
        @DefaultValue("1m") @DurationMin(millis = 100) Duration purgeInterval,
        @DefaultValue("1000") @Min(1) int purgeBatch) {

    private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(100);

    @AssertTrue(message = "pgweir.idempotency.max-answer-size must lie between 0B and 100MB")
    boolean isMaxAnswerSizeInRange() {
        return !maxAnswerSize.isNegative() && maxAnswerSize.compareTo(LARGEST_ANSWER) <= 0;
    }
}
