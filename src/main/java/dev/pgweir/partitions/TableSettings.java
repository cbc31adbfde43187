package dev.pgweir.partitions;

import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway does for one partitioned table.
 *
 * @param lifeCycle how its partitions are made and retired; without it the gateway leaves them alone
 */
public record TableSettings(@Valid @Nullable LifeCycleSettings lifeCycle) {

    /** How its partitions are made and retired, if the gateway is to see to it. */
    public Optional<LifeCycleSettings> policy() {
        return Optional.ofNullable(lifeCycle);
    }
}
