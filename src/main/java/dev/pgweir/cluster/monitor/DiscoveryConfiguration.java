package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.NodeSource;
import dev.pgweir.cluster.discovery.Network;
import dev.pgweir.cluster.discovery.NodeDiscovery;
import dev.pgweir.cluster.discovery.NodeFinder;
import dev.pgweir.cluster.membership.Membership;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Looks the nodes up where the configuration says so. */
@Configuration(proxyBeanMethods = false)
@Conditional(NodeSource.LookedUp.class)
class DiscoveryConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DiscoveryConfiguration.class);

    @Bean
    NodeFinder nodeFinder(ClusterProperties properties) {
        var discovery = properties.discovery();
        var finder = discovery.patroni().isEmpty()
                ? NodeFinder.byDns(discovery.dns(), discovery.database(), properties.credentials())
                : NodeFinder.byPatroni(
                        discovery.patroni().stream().map(URI::create).toList(),
                        discovery.database(),
                        properties.credentials(),
                        properties.probeTimeout());
        return finder.within(discovery.allowed().stream().map(Network::of).toList());
    }

    /** A start does not fail for want of nodes: they may come later, as they may come up later. */
    @Bean
    NodeSource foundNodes(NodeFinder finder) throws InterruptedException {
        try {
            var found = finder.find().nodes();
            return () -> found;
        } catch (IOException failure) {
            log.warn("No nodes were found by {} at the start: {}", finder.name(), failure.toString());
            return List::of;
        }
    }

    @Bean(initMethod = "start")
    NodeDiscovery nodeDiscovery(
            NodeFinder finder, Membership membership, Cluster cluster, ClusterProperties properties) {
        return new NodeDiscovery(
                finder, membership, cluster, properties.discovery().interval());
    }
}
