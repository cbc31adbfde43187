package dev.pgweir.routing.pool;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the pools and of the choice between nodes, {@code pgweir.routing}.
 *
 * @param poolSize connections kept to each node, at most
 * @param poolTimeout how long a transaction waits for a free connection
 * @param statementTimeout how long a statement may run before the server cancels it
 * @param primaryReadWeight the primary's share of reads while a replica lives
 * @param maxResultSize the most that one result, or one fetch of it, may hold in memory
 */
@Validated
@ConfigurationProperties("pgweir.routing")
public record RoutingProperties(
        @Min(1) int poolSize,
        @NotNull @DurationMin(millis = 250) Duration poolTimeout,
        @NotNull @DurationMin(seconds = 1) Duration statementTimeout,
        @Min(0) int primaryReadWeight,
        @NotNull DataSize maxResultSize) {}
