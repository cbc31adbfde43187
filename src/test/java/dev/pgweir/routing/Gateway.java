package dev.pgweir.routing;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import dev.pgweir.embedded.TestCluster;
import java.util.LinkedHashMap;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The modules {@code cluster} and {@code routing} in an application of their own, without the rest of the gateway. */
final class Gateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Gateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Gateway to(TestCluster cluster, String... settings) {
        var arguments = new LinkedHashMap<String, String>();
        DynamicPropertyRegistry registry = (name, value) -> arguments.put(name, "--" + name + "=" + value.get());
        cluster.register(registry);
        for (var setting : settings) {
            arguments.put(setting.substring(0, setting.indexOf('=')), "--" + setting);
        }
        return new Gateway(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("management.endpoint.health.validate-group-membership=false")
                .run(arguments.values().toArray(String[]::new)));
    }

    Visits visits() {
        return context.getBean(Visits.class);
    }

    Topology topology() {
        return context.getBean(Cluster.class).topology();
    }

    boolean isUp(String node) {
        return topology().node(node).flatMap(Node::up).isPresent();
    }

    NodeTraffic traffic(String node) {
        return context.getBean(TrafficReport.class).traffic().stream()
                .filter(traffic -> traffic.node().equals(node))
                .findAny()
                .orElseThrow();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @ComponentScan({"dev.pgweir.cluster", "dev.pgweir.routing"})
    @ConfigurationPropertiesScan({"dev.pgweir.cluster", "dev.pgweir.routing"})
    static class Application {

        @Bean
        Visits visits(JdbcClient jdbc) {
            return new Visits(jdbc);
        }
    }
}
