package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.NodeSource;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.cluster.membership.Membership;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Watches the nodes that are configured or looked up. Without either, another module must say which nodes there are. */
@Configuration(proxyBeanMethods = false)
@Import(DiscoveryConfiguration.class)
class ClusterConfiguration {

    @Bean
    @ConditionalOnProperty("pgweir.cluster.nodes[0].url")
    NodeSource configuredNodes(ClusterProperties properties) {
        return properties::definitions;
    }

    @Bean
    Pooler pooler(ClusterProperties properties) {
        return properties.pooler();
    }

    @Bean
    NodeEvents nodeEvents(ApplicationEventPublisher publisher) {
        return new NodeEvents(publisher);
    }

    /** Every bean that is given the cluster finds it probed. */
    @Bean
    ClusterMonitor cluster(ClusterProperties properties, NodeSource source, NodeEvents events, PrimaryMetrics primary)
            throws InterruptedException {
        var monitor = new ClusterMonitor(
                source.nodes(),
                node -> new ConnectionProbe(node, properties.probeTimeout(), properties.pooler()),
                properties.probeInterval(),
                properties.lease(),
                Optional.of(properties.zone()).filter(zone -> !zone.isBlank()),
                events,
                primary);
        monitor.start(properties.probeTimeout());
        return monitor;
    }

    @Bean
    Membership membership(Cluster cluster, ClusterProperties properties, ApplicationEventPublisher events) {
        return new Membership(
                cluster, properties.credentials(), properties.discovery().isWanted(), events);
    }

    @Bean
    PrimaryMetrics primaryMetrics() {
        return new PrimaryMetrics();
    }

    @Bean
    ClusterMetrics clusterMetrics(Cluster cluster) {
        return new ClusterMetrics(cluster);
    }
}
