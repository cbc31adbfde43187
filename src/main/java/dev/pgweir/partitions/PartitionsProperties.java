package dev.pgweir.partitions;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway does for partitioned tables, {@code pgweir.partitions}.
 *
 * @param tables by the name of the resource
 * @param maintenanceInterval the time between two looks at whether partitions have to be made or retired
 * @param lockTimeout how long a change of partitions waits for a lock, and so how long it may keep a request waiting
 * @param sealLease how long a partition stays closed to writes after its unsealing was announced
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.partitions", ignoreUnknownFields = false)
public record PartitionsProperties(
        @DefaultValue Map<String, @Valid TableSettings> tables,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration maintenanceInterval,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration lockTimeout,

        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration sealLease) {

    public PartitionsProperties {
        tables = Map.copyOf(tables);
    }
}
