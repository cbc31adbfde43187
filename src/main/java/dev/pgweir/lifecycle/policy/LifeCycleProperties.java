package dev.pgweir.lifecycle.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When partitions are made and retired. The other keys of {@code pgweir.partitions} are those of requests.
 *
 * @param tables by the name of the resource
 * @param maintenanceInterval the time between two runs over the tables
 * @param lockTimeout how long a change of partitions waits for a lock, and so how long it may keep a request waiting
 * @param sealLease how long a partition stays closed to writes after its unsealing was announced
 */
@Validated
@ConfigurationProperties(prefix = "pgweir.partitions")
public record LifeCycleProperties(
        @DefaultValue Map<String, @Valid OfTable> tables,

        @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration maintenanceInterval,

        @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration lockTimeout,

        @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration sealLease) {

    public LifeCycleProperties {
        tables = Map.copyOf(tables);
    }

    /**
     * Of one table.
     *
     * @param lifeCycle how its partitions are made and retired; without it the gateway leaves them alone
     */
    public record OfTable(@Valid @Nullable LifeCycleSettings lifeCycle) {}

    /** The life cycles that are configured, by the name of the resource, in its order. */
    TreeMap<String, LifeCycleSettings> lifeCycles() {
        var configured = new TreeMap<String, LifeCycleSettings>();
        tables.forEach((resource, table) -> {
            if (table.lifeCycle() != null) {
                configured.put(resource, table.lifeCycle());
            }
        });
        return configured;
    }
}
