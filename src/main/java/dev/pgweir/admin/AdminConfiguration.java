package dev.pgweir.admin;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells whether writes are served. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    /** A status of its own: a gateway that reads on is not out of service. */
    private static final String READ_ONLY = "READ_ONLY";

    @Bean
    HealthIndicator primaryHealthIndicator(Cluster cluster) {
        return () -> cluster.topology()
                .primary()
                .map(Node::name)
                .map(primary -> Health.up().withDetail("name", primary).build())
                .orElseGet(() -> Health.status(READ_ONLY).build());
    }
}
