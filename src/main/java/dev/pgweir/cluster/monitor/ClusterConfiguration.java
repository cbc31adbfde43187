package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.NodeSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches the configured nodes. Without any, another module must say which nodes there are. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    @ConditionalOnProperty("pgweir.cluster.nodes[0].url")
    NodeSource configuredNodes(ClusterProperties properties) {
        return properties::definitions;
    }

    @Bean
    NodeEvents nodeEvents(ApplicationEventPublisher publisher) {
        return new NodeEvents(publisher);
    }

    /** Every bean that is given the cluster finds it probed. */
    @Bean
    ClusterMonitor cluster(ClusterProperties properties, NodeSource source, NodeEvents events)
            throws InterruptedException {
        var monitor = new ClusterMonitor(
                source.nodes(),
                node -> new ConnectionProbe(node, properties.probeTimeout()),
                properties.probeInterval(),
                properties.lease(),
                events);
        monitor.start(properties.probeTimeout());
        return monitor;
    }

    @Bean
    ClusterMetrics clusterMetrics(Cluster cluster) {
        return new ClusterMetrics(cluster);
    }
}
