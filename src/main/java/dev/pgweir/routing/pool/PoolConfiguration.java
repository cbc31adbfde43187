package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.postgres.ExposedSchemas;
import dev.pgweir.routing.load.Loads;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The pools that all transactions take their connections from. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

    @Bean(initMethod = "start")
    StatementWatch statementWatch(MeterRegistry meters) {
        return new StatementWatch(meters);
    }

    @Bean(initMethod = "start")
    NodePools nodePools(
            Cluster cluster,
            Environment environment,
            RoutingProperties properties,
            MeterRegistry meters,
            StatementWatch watch,
            Loads loads) {
        var schemas = ExposedSchemas.of(environment).all();
        return new NodePools(
                cluster,
                (node, workload) -> new NodePool(
                        node, cluster, loads.of(node), new PoolFactory(workload, schemas, properties, meters), watch));
    }

    @Bean
    Loads loads() {
        return new Loads();
    }
}
