package dev.pgweir.routing.pool;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
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
 * @param streamTimeout how long an export or import may run before the server cancels it; zero for as long as it takes
 * @param primaryReadWeight the primary's share of reads while a replica lives
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

        @NotNull @DurationMin @DurationMax(days = 20) Duration streamTimeout,

        @Min(0) int primaryReadWeight,
        @NotNull DataSize maxResultSize)
        implements Validator {

    private static final DataSize SMALLEST_RESULT = DataSize.ofMegabytes(1);
    private static final DataSize LARGEST_RESULT = DataSize.ofGigabytes(1);

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
