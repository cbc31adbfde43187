package dev.pgweir.cluster.discovery;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A place to look up which nodes there are. For use by one thread. */
public interface NodeFinder extends AutoCloseable {

    /** {@code host} or {@code host:port}, as a regular expression. */
    String DNS_NAME = "([A-Za-z0-9._-]+)(?::(\\d{1,5}))?";

    /**
     * Finds the nodes behind a DNS name.
     *
     * @param name the name, with or without a port
     * @param database the database's name, followed by further parts of the JDBC URLs where that is wanted
     */
    static NodeFinder byDns(String name, String database, Credentials credentials) {
        return new DnsFinder(DnsName.of(name), database, credentials, InetAddress::getAllByName);
    }

    /**
     * Finds the members of a cluster that Patroni manages.
     *
     * @param patronis the addresses of Patroni's REST API
     * @param database the database's name, followed by further parts of the JDBC URLs where that is wanted
     * @param timeout how long a Patroni may take to answer
     */
    static NodeFinder byPatroni(List<URI> patronis, String database, Credentials credentials, Duration timeout) {
        return new PatroniFinder(patronis, database, credentials, timeout);
    }

    /**
     * The same without nodes at addresses where none may be.
     *
     * @param networks those in which nodes may lie; none for any but link-local addresses
     */
    default NodeFinder within(List<Network> networks) {
        return new AllowedNodes(this, networks);
    }

    /**
     * What a look-up came to.
     *
     * @param nodes the nodes, with distinct names; at least one
     * @param leaders the nodes that are named as leader: several where those asked disagree, none where nobody names one
     */
    record Found(List<NodeDefinition> nodes, Set<String> leaders) {}

    /**
     * Looks.
     *
     * @throws IOException where nobody has answered, or nobody knows of any node
     */
    Found find() throws IOException, InterruptedException;

    /** The place, for people. */
    String name();

    @Override
    default void close() {}
}
