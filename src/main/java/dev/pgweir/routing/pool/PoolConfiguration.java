package dev.pgweir.routing.pool;

import dev.pgweir.access.AccessProperties;
import dev.pgweir.access.RoleSettings;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.postgres.ExposedSchemas;
import dev.pgweir.postgres.Identifier;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.measure.MeasuredNodes;
import dev.pgweir.routing.measure.SlowLog;
import dev.pgweir.routing.role.RolePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** The pools that all transactions take their connections from. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

    @Bean(initMethod = "start")
    StatementWatch statementWatch(MeterRegistry meters) {
        return new StatementWatch(meters);
    }

    @Bean
    MeasuredNodes measuredNodes(MeterRegistry meters, Loads loads, RoutingProperties properties) {
        return new MeasuredNodes(meters, loads, new SlowLog(properties.slowTransaction()));
    }

    @Bean(initMethod = "start")
    NodePools nodePools(
            Cluster cluster,
            Pooler pooler,
            Environment environment,
            RoutingProperties properties,
            MeterRegistry meters,
            StatementWatch watch,
            Loads loads,
            MeasuredNodes nodes,
            ObjectProvider<RoleSettings> settings) {
        var access = AccessProperties.of(environment);
        var roles = roles(access, settings);
        var schemas = ExposedSchemas.of(environment).all();
        var login = login(access);
        return new NodePools(
                cluster,
                (node, workload) -> new NodePool(
                        node,
                        cluster,
                        loads.of(node),
                        new PoolFactory(workload, schemas, properties, meters, login, pooler),
                        watch,
                        roles,
                        nodes.uses(node, workload.word())),
                nodes::follow,
                roles.told());
    }

    private static Optional<Credentials> login(AccessProperties access) {
        return Optional.of(access.login())
                .filter(AccessProperties.Login::isNamed)
                .map(user -> new Credentials(
                        user.username(), user.password(), user.passwordFile().map(Path::of), ""));
    }

    /** What tells the settings of roles asks the database, over these pools. */
    private static RolePolicy roles(AccessProperties access, ObjectProvider<RoleSettings> settings) {
        var known = SingletonSupplier.of(() -> settings.getIfAvailable(() -> _ -> Map.of()));
        return new RolePolicy(
                access.tellsCallersApart(),
                access.preRequest().map(PoolConfiguration::quoted),
                role -> known.obtain().of(role));
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
