package dev.pgweir.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** With all records of the gateway and its own application.yaml. */
class ConfigurationCheckTests {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Records.class);

    @Test
    void knowsEachKeyOfTheGatewaysOwnFile() {
        application.run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pgweir.routing.poolSize=7",
                "pgweir.routing.POOL_SIZE=7",
                "pgweir.cluster.nodes=",
                "pgweir.web.require-if-match=sales,users",
                "pgweir.web.cors.allowed-origins[0]=*",
                "pgweir.partitions.tables.sales.require-range=true",
                "pgweir.partitions.tables[odd.name].life-cycle.interval=month",
                "pgweirish.nosuch=1"
            })
    void knowsKeysInAnySpellingThatIsBound(String property) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "pgweir.nosuch, pgweir.",
        "pgweir.routin.pool-size, pgweir.routing.pool-size",
        "pgweir.routing.pool-sise, pgweir.routing.pool-size",
        "pgweir.routing.poolSise, pgweir.routing.pool-size",
        "pgweir.pool-size, pgweir.routing.pool-size",
        "pgweir.routing, pgweir.",
        "pgweir.clusters.nodes[0].url, pgweir.cluster.nodes[0].url",
        "pgweir.cluster.node[3].url, pgweir.cluster.nodes[3].url",
        "pgweir.cluster.nodes[1].nmae, pgweir.cluster.nodes[1].name",
        "pgweir.cluster.nodes.url, pgweir.cluster.nodes",
        "pgweir.cluster.discovery.dsn, pgweir.cluster.discovery.dns",
        "pgweir.partitions.tables.sales.lifecycl.interval, pgweir.partitions.tables.sales.life-cycle.interval",
        "pgweir.partitions.table.sales.id, pgweir.partitions.tables.sales.id",
        "PGWEIR.Nosuch, pgweir."
    })
    void refusesOthersAndNamesTheNearest(String key, String nearest) {
        STARTED.set(false);
        application.withPropertyValues(key + "=s3cret").run(context -> {
            assertThat(context)
                    .getFailure()
                    .isInstanceOf(UnknownKeys.class)
                    .message()
                    .contains(key, "did you mean " + nearest)
                    .doesNotContain("s3cret");
            assertThat(STARTED).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "PGWEIR_ROUTING_POOLSIZ, PGWEIR_ROUTING_POOLSIZE",
        "PGWEIR_NOSUCH, PGWEIR_",
        "PGWEIR_CLUSTERS_NODES_0_URL, PGWEIR_CLUSTER_NODES_0_URL",
        "PGWEIR_ROUTINGPOOLSIZE, PGWEIR_ROUTING_POOLSIZE",
        "pgweir.nosuch, pgweir."
    })
    void refusesEnvironmentVariablesThatSetNothing(String variable, String nearest) {
        withVariables(Map.of(variable, "1"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(UnknownKeys.class)
                        .message()
                        .contains(variable + " (", "did you mean " + nearest));
    }

    @Test
    void takesTheEnvironmentVariablesThatSpringBindsAndThoseOfOthers() {
        withVariables(Map.of(
                        "PGWEIR_ROUTING_POOLSIZE", "7",
                        "PGWEIR_PARTITIONS_TABLES_SALES_REQUIRERANGE", "true",
                        "PGWEIR_WEB_SERVICE_HOST", "10.0.0.1",
                        "PGWEIR_SERVICE_PORT_HTTP", "80",
                        "PGWEIR_PORT", "tcp://10.0.0.1:80",
                        "PGWEIR_PORT_80_TCP_ADDR", "10.0.0.1",
                        "PGWEIR_HOME", "/opt/pgweir",
                        "PGWEIR_URL", "http://localhost:8081",
                        "PGWEIR_TOKEN", "s3cret",
                        "PGWEIRISH", "1"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private ApplicationContextRunner withVariables(Map<String, Object> variables) {
        return application.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables)));
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.pgweir")
    @Import(ConfigurationCheck.class)
    static class Records {

        @Bean
        AtomicBoolean started() {
            STARTED.set(true);
            return STARTED;
        }
    }
}
