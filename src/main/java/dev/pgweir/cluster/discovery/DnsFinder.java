package dev.pgweir.cluster.discovery;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes every address behind a DNS name for a node, named after the address. Where the name has addresses of both families,
 * only those of the preferred one count: else each server would be found twice.
 */
final class DnsFinder implements NodeFinder {

    private static final int WEIGHT = 1;

    /** Asks for the addresses of a name. */
    @FunctionalInterface
    interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final DnsName target;
    private final String database;
    private final Credentials credentials;
    private final Resolver resolver;

    DnsFinder(DnsName name, String database, Credentials credentials, Resolver resolver) {
        this.target = name;
        this.database = database;
        this.credentials = credentials;
        this.resolver = resolver;
    }

    @Override
    public Found find() throws UnknownHostException {
        var addresses = resolver.resolve(target.host());
        var nodes = Arrays.stream(addresses)
                .filter(address -> address.getClass().equals(addresses[0].getClass()))
                .map(this::hostAndPort)
                .distinct()
                .sorted()
                .map(node -> new NodeDefinition(
                        node, "jdbc:postgresql://%s/%s".formatted(node, database), WEIGHT, credentials))
                .toList();
        return new Found(nodes, Set.of());
    }

    private String hostAndPort(InetAddress address) {
        var text = address.getHostAddress();
        return (address instanceof Inet6Address ? "[%s]:%d" : "%s:%d").formatted(text, target.port());
    }

    @Override
    public String name() {
        return "DNS";
    }
}
