package dev.pgweir.cluster.membership;

import dev.pgweir.cluster.Address;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.membership.MembershipRefused.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Which nodes the cluster has: those of the source, and what operators have changed since. Each change reaches the cluster at
 * once and is told as a {@link ClusterAction}. What operators decide about a node outlives its absence from a look-up.
 * Thread-safe.
 */
public final class Membership {

    /**
     * A node that was changed, for people.
     *
     * @param before how it was used
     * @param after how it is used now
     */
    public record Adjusted(String before, String after) {}

    /** Fit for paths, metrics and lines of a log. */
    private static final Pattern NAME = Pattern.compile("[\\p{Alnum}._:\\[\\]-]+");

    private final Cluster cluster;
    private final Credentials credentials;
    private final boolean discovered;
    private final ApplicationEventPublisher events;
    private final Map<String, NodeAdjustment> adjustments = new HashMap<>();
    private List<NodeDefinition> nodes;

    /**
     * @param credentials of nodes that bring none of their own; an empty user name for none
     * @param discovered whether a look-up alone says which nodes there are
     */
    public Membership(Cluster cluster, Credentials credentials, boolean discovered, ApplicationEventPublisher events) {
        this.cluster = cluster;
        this.credentials = credentials;
        this.discovered = discovered;
        this.events = events;
        this.nodes = cluster.topology().nodes().stream().map(Node::definition).toList();
    }

    /**
     * Adds a node, and describes it.
     *
     * @param by who asks for it
     * @param own its credentials, if not those of the other nodes
     * @param zone where it stands; blank where that does not matter
     * @throws MembershipRefused where its name or address is taken or malformed
     */
    public synchronized String add(
            String by, String name, String url, int weight, Optional<Credentials> own, String zone) {
        requireListed();
        requireWeight(weight);
        var address = validAddress(url);
        var user = own.map(credentials::as).orElse(credentials);
        if (!NAME.matcher(name).matches()) {
            throw MembershipRefused.malformed("a node needs a name, of letters, digits, dots, colons and hyphens");
        }
        if (user.username().isBlank()) {
            throw MembershipRefused.malformed("the node needs a username: pgweir.cluster.username is not set");
        }
        for (var node : nodes) {
            if (node.name().equals(name) || node.address().isServerOf(address)) {
                throw new MembershipRefused(
                        Reason.TAKEN, "%s at %s is a node already".formatted(node.name(), node.address()));
            }
        }
        var longer = new ArrayList<>(nodes);
        var added = new NodeDefinition(name, url, weight, user).in(zone);
        longer.add(added);
        replace(longer);
        tell(by, "added " + describe(added));
        return describe(added);
    }

    /**
     * Removes a node, and describes what it was. What runs on it may end.
     *
     * @param by who asks for it
     * @param force whether even the primary is to be removed
     * @throws MembershipRefused where there is no such node, or it is the primary
     */
    public synchronized String remove(String by, String name, boolean force) {
        requireListed();
        var removed = adjusted(name);
        var isPrimary = cluster.topology()
                .primary()
                .map(Node::name)
                .filter(name::equals)
                .isPresent();
        if (isPrimary && !force) {
            throw new MembershipRefused(
                    Reason.LAST_PRIMARY, name + " is the primary: without it nothing can be written");
        }
        adjustments.remove(name);
        replace(nodes.stream().filter(node -> !node.name().equals(name)).toList());
        tell(by, "removed " + name);
        return removed;
    }

    /**
     * Changes a node's weight or use, and describes it before and after.
     *
     * @param by who asks for it
     * @throws MembershipRefused where there is no such node, or the weight is negative
     */
    public synchronized Adjusted adjust(String by, String name, NodeAdjustment adjustment) {
        var before = adjusted(name);
        adjustment.weight().ifPresent(Membership::requireWeight);
        adjustments.merge(name, adjustment, NodeAdjustment::then);
        replace(nodes);
        tell(by, "changed %s: %s".formatted(name, adjustment));
        return new Adjusted(before, adjusted(name));
    }

    /**
     * Takes the nodes that a look-up has found for those of the cluster.
     *
     * @param by which look-up
     */
    public synchronized void found(String by, List<NodeDefinition> found) {
        var before = nodes;
        if (before.equals(found)) {
            return;
        }
        replace(found);
        found.stream().filter(node -> !before.contains(node)).forEach(node -> tell(by, "found " + describe(node)));
        before.stream()
                .filter(node -> found.stream().noneMatch(other -> other.name().equals(node.name())))
                .forEach(node -> tell(by, "no longer found " + node.name()));
    }

    /** How a node is to be used now. */
    private String adjusted(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findAny()
                .map(this::adjusted)
                .map(Membership::describe)
                .orElseThrow(() -> new MembershipRefused(Reason.UNKNOWN, "no node is named " + name));
    }

    private NodeDefinition adjusted(NodeDefinition node) {
        return adjustments.getOrDefault(node.name(), NodeAdjustment.NONE).applyTo(node);
    }

    private static String describe(NodeDefinition node) {
        return "%s at %s, weight %d%s%s"
                .formatted(
                        node.name(),
                        node.address(),
                        node.weight(),
                        node.zone().map(", zone "::concat).orElse(""),
                        node.allowedUse() == AllowedUse.SERVING
                                ? ""
                                : ", " + node.allowedUse().name().toLowerCase(Locale.ROOT));
    }

    private void replace(List<NodeDefinition> newer) {
        nodes = List.copyOf(newer);
        cluster.reconcile(nodes.stream().map(this::adjusted).toList());
    }

    private void tell(String by, String what) {
        events.publishEvent(new ClusterAction(by, what));
    }

    private void requireListed() {
        if (discovered) {
            throw new MembershipRefused(
                    Reason.DISCOVERED,
                    "the nodes are looked up, so none is added or removed by hand; one can be drained or banned");
        }
    }

    private static void requireWeight(int weight) {
        if (weight < 0) {
            throw MembershipRefused.malformed("a weight is 0 or more");
        }
    }

    private static Address validAddress(String url) {
        Address.flaw(url).ifPresent(flaw -> {
            throw MembershipRefused.malformed(flaw);
        });
        return Address.of(url);
    }
}
