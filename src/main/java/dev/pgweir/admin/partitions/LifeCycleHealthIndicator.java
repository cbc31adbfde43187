package dev.pgweir.admin.partitions;

import dev.pgweir.lifecycle.LifeCycle;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells how far the tables with a life cycle are provided for. Nothing of it makes the gateway unfit to serve. */
@Component("partitionsHealthIndicator")
final class LifeCycleHealthIndicator implements HealthIndicator {

    private final LifeCycle lifeCycle;

    LifeCycleHealthIndicator(LifeCycle lifeCycle) {
        this.lifeCycle = lifeCycle;
    }

    @Override
    public Health health() {
        var health = Health.up();
        lifeCycle.statuses().forEach(status -> health.withDetail(status.resource(), status));
        return health.build();
    }
}
