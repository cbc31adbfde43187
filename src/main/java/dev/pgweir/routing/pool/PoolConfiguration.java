package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pools that all transactions take their connections from. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

    @Bean(initMethod = "start")
    StatementWatch statementWatch(MeterRegistry meters) {
        return new StatementWatch(meters);
    }

    @Bean(initMethod = "start")
    NodePools nodePools(Cluster cluster, RoutingProperties properties, MeterRegistry meters, StatementWatch watch) {
        return new NodePools(
                cluster,
                (node, workload) -> new NodePool(node, cluster, new PoolFactory(workload, properties, meters), watch));
    }
}
