package dev.pgweir.cluster.discovery;

import dev.pgweir.cluster.NodeDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over nodes at addresses where none may be: those who answer for a name could have the gateway log in anywhere.
 * Link-local addresses, where machines of clouds ask for their secrets, are never allowed. For use by one thread.
 */
final class AllowedNodes implements NodeFinder {

    private static final Logger log = LoggerFactory.getLogger(AllowedNodes.class);

    private final NodeFinder finder;
    private final List<Network> allowed;
    private Set<String> refused = Set.of();

    /** @param allowed the networks in which nodes may lie; none for any */
    AllowedNodes(NodeFinder finder, List<Network> allowed) {
        this.finder = finder;
        this.allowed = List.copyOf(allowed);
    }

    @Override
    public Found find() throws IOException, InterruptedException {
        var found = finder.find();
        var byUse = found.nodes().stream().collect(Collectors.partitioningBy(this::isAllowed));
        tell(byUse.getOrDefault(false, List.of()));
        var nodes = byUse.getOrDefault(true, List.of());
        if (nodes.isEmpty()) {
            throw new IOException("no node lies where pgweir.cluster.discovery.allowed lets it: " + refused);
        }
        return new Found(nodes, found.leaders());
    }

    private void tell(List<NodeDefinition> others) {
        var hosts = others.stream().map(node -> node.address().host()).collect(Collectors.toUnmodifiableSet());
        if (!refused.equals(hosts) && !hosts.isEmpty()) {
            log.warn("Passed over nodes at addresses where none may be: {}", hosts);
        }
        refused = hosts;
    }

    private boolean isAllowed(NodeDefinition node) {
        try {
            return Stream.of(InetAddress.getAllByName(node.address().host())).allMatch(this::isAllowed);
        } catch (UnknownHostException nowhere) {
            return allowed.isEmpty();
        }
    }

    private boolean isAllowed(InetAddress address) {
        return !address.isLinkLocalAddress()
                && (allowed.isEmpty() || allowed.stream().anyMatch(network -> network.contains(address)));
    }

    @Override
    public String name() {
        return finder.name();
    }

    @Override
    public void close() {
        finder.close();
    }
}
