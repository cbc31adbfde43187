package dev.pgweir.routing.pool;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.postgres.ExposedSchemas;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.role.RolePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        var access = AccessProperties.of(environment);
        var roles =
                new RolePolicy(access.tellsCallersApart(), access.preRequest().map(PoolConfiguration::quoted));
        var schemas = ExposedSchemas.of(environment).all();
        var login = Optional.of(access.login())
                .filter(AccessProperties.Login::isNamed)
                .map(user -> new Credentials(user.username(), user.password()));
        return new NodePools(
                cluster,
                (node, workload) -> new NodePool(
                        node,
                        cluster,
                        loads.of(node),
                        new PoolFactory(workload, schemas, properties, meters, login),
                        watch,
                        roles),
                roles.told());
    }

    /** A name that may stand behind that of a schema and a dot. */
    private static String quoted(String function) {
        return Stream.of(function.split("\\.", 2)).map(Identifier::quoted).collect(Collectors.joining("."));
    }

    @Bean
    Loads loads() {
        return new Loads();
    }
}
