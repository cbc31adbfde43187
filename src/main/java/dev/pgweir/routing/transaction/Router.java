package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.load.Balancer;
import dev.pgweir.routing.load.Loads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the node of a transaction, and waits for nothing: the primary for a write; for a read a replica that is fresh enough, by
 * weight and load, else the primary, else whatever is left. Thread-safe: the answer follows from the topology,
 * the demand, the loads and a draw alone.
 */
final class Router {

    private final Limits limits;
    private final Loads loads;
    private final Balancer balancer;

    /**
     * What the operator has set.
     *
     * @param primaryReadWeight the primary's share of reads while a replica lives
     * @param lease how old the last probe of a primary may be
     * @param maxLag by how much a replica may lag in time before others are preferred
     * @param maxLagBytes by how much it may lag in bytes of log
     * @param zone whose replicas are preferred, if any
     */
    record Limits(int primaryReadWeight, Duration lease, Duration maxLag, long maxLagBytes, Optional<String> zone) {}

    Router(Limits limits, Loads loads, Balancer balancer) {
        this.limits = limits;
        this.loads = loads;
        this.balancer = balancer;
    }

    /** @throws NoNodeAvailable where no node can serve the transaction now */
    Route route(Topology topology, RouteDemand demand) {
        return demand.readOnly()
                ? fresh(topology, demand).orElseGet(() -> withoutFresh(topology, demand))
                : write(topology);
    }

    /** The primary, if there is one that was seen lately. */
    Optional<Node> primary(Topology topology) {
        var now = System.nanoTime();
        return topology.primary()
                .filter(node -> node.staleness(now)
                        .filter(age -> age.compareTo(limits.lease()) > 0)
                        .isEmpty());
    }

    private Route write(Topology topology) {
        return primary(topology)
                .map(primary -> new Route(primary, Reason.WRITE))
                .orElseThrow(() -> Outage.ofWrites("there is no primary to write to", topology));
    }

    /**
     * The node of a read that no fresh replica serves: the primary, else whatever is left.
     *
     * @throws NoNodeAvailable where none can serve it now
     */
    Route withoutFresh(Topology topology, RouteDemand demand) {
        return onPrimary(topology, demand)
                .or(() -> lagging(topology, demand))
                .orElseThrow(() -> Outage.ofReads(
                        demand.freshness().equals(RouteDemand.Freshness.ANY)
                                ? "no node can be read from"
                                : "no node that can be read from is known to be fresh enough",
                        topology));
    }

    /** A replica that is fresh enough and within the limits, or the primary by its own weight. */
    Optional<Route> fresh(Topology topology, RouteDemand demand) {
        if (demand.freshness().strong()) {
            return Optional.empty();
        }
        var replicas = nearby(fit(topology, demand));
        if (replicas.isEmpty()) {
            return Optional.empty();
        }
        var primary = limits.primaryReadWeight() > 0 ? usablePrimary(topology, demand) : Optional.<Node>empty();
        var nodes = new ArrayList<>(replicas);
        primary.ifPresent(nodes::add);
        var chosen = choose(nodes, primary);
        return Optional.of(new Route(
                chosen, primary.filter(chosen::equals).isPresent() ? Reason.PRIMARY_BY_WEIGHT : Reason.REPLICA));
    }

    private List<Node> fit(Topology topology, RouteDemand demand) {
        var now = System.nanoTime();
        return weighted(
                topology,
                demand,
                node -> isFresh(node, demand.freshness(), now) && isWithinLimits(topology, node, now));
    }

    /** Those in the gateway's own zone; all where none of them would do. */
    private List<Node> nearby(List<Node> nodes) {
        if (limits.zone().isEmpty()) {
            return nodes;
        }
        var near = nodes.stream()
                .filter(this::isNear)
                .filter(node -> loads.of(node).isClosed())
                .toList();
        return near.isEmpty() ? nodes : near;
    }

    private boolean isNear(Node node) {
        return node.definition().zone().equals(limits.zone());
    }

    /** The replica that will be fresh enough the soonest: of those that lack something, the one that lacks the least. */
    Optional<Node> nearest(Topology topology, RouteDemand demand) {
        return weighted(topology, demand, _ -> true).stream()
                .max(Comparator.comparing(node -> node.up().orElseThrow().lsn(), Lsn::compareTo));
    }

    /** What speaks against a node, in words for an operator. */
    List<String> against(Topology topology, Node node, RouteDemand demand) {
        if (node.up().isEmpty()) {
            return List.of("it does not answer");
        }
        if (!topology.isOnNewestTimeline(node)) {
            return List.of("it is on an older timeline than the cluster");
        }
        if (node.definition().allowedUse() == AllowedUse.BANNED) {
            return List.of("an operator has banned it");
        }
        if (node.definition().allowedUse() == AllowedUse.DRAINED && demand.readOnly()) {
            return List.of("an operator has drained it");
        }
        return node.is(Role.PRIMARY) ? againstPrimary(topology, demand) : againstReplica(topology, node, demand);
    }

    private List<String> againstPrimary(Topology topology, RouteDemand demand) {
        List<String> against = new ArrayList<>();
        if (primary(topology).isEmpty()) {
            against.add("it is not the only primary, is not the leader that Patroni names, or was not seen lately");
        }
        if (demand.readOnly() && !demand.freshness().strong() && limits.primaryReadWeight() == 0) {
            against.add("it is read only where no replica will do");
        }
        return against;
    }

    private List<String> againstReplica(Topology topology, Node node, RouteDemand demand) {
        List<String> against = new ArrayList<>();
        var now = System.nanoTime();
        if (!demand.readOnly() || demand.freshness().strong()) {
            against.add("it is a replica");
        }
        if (node.definition().weight() == 0) {
            against.add("its weight is 0");
        }
        if (!isFresh(node, demand.freshness(), now)) {
            against.add("it is not known to be as fresh as the client wants");
        }
        if (!isWithinLimits(topology, node, now)) {
            against.add("it lags more than it may");
        }
        if (!loads.of(node).isClosed()) {
            against.add("it has failed too often lately");
        }
        var fit = fit(topology, demand);
        if (!isNear(node) && fit.contains(node) && !nearby(fit).contains(node)) {
            against.add("it is in another zone than the gateway, which has a replica in its own");
        }
        return against;
    }

    private Optional<Route> onPrimary(Topology topology, RouteDemand demand) {
        return usablePrimary(topology, demand).map(primary -> new Route(primary, reason(topology, demand)));
    }

    private Reason reason(Topology topology, RouteDemand demand) {
        if (topology.nodes().size() == 1) {
            return Reason.ONLY_NODE;
        }
        if (demand.freshness().strong()) {
            return Reason.STRONG;
        }
        return weighted(topology, demand, _ -> true).isEmpty() ? Reason.NO_REPLICA : Reason.NO_FRESH_REPLICA;
    }

    /** A replica beyond the limits, or one of weight 0: better than none, for a client who does not mind. */
    private Optional<Route> lagging(Topology topology, RouteDemand demand) {
        var now = System.nanoTime();
        if (demand.freshness().strong()) {
            return Optional.empty();
        }
        return topology.replicas().stream()
                .filter(node -> !demand.avoided().contains(node.name()))
                .filter(node -> isFresh(node, demand.freshness(), now))
                .min(Comparator.comparing((Node node) -> node.definition().weight() == 0)
                        .thenComparing(node -> node.up().orElseThrow().lsn(), Comparator.reverseOrder()))
                .map(node -> new Route(node, Reason.LAGGING));
    }

    private Optional<Node> usablePrimary(Topology topology, RouteDemand demand) {
        return primary(topology)
                .filter(_ -> topology.readablePrimary().isPresent())
                .filter(node -> !demand.avoided().contains(node.name()));
    }

    private static List<Node> weighted(Topology topology, RouteDemand demand, Predicate<Node> wanted) {
        List<Node> nodes = new ArrayList<>();
        for (var node : topology.replicas()) {
            if (node.definition().weight() > 0 && !demand.avoided().contains(node.name()) && wanted.test(node)) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private Node choose(List<Node> nodes, Optional<Node> primary) {
        var weights = new int[nodes.size()];
        for (var i = 0; i < weights.length; i++) {
            var node = nodes.get(i);
            weights[i] = primary.filter(node::equals).isPresent()
                    ? limits.primaryReadWeight()
                    : node.definition().weight();
        }
        return balancer.choose(nodes, weights);
    }

    private boolean isFresh(Node node, RouteDemand.Freshness freshness, long now) {
        return freshness.replayed().filter(lsn -> !hasReplayed(node, lsn)).isEmpty()
                && freshness
                        .maxStaleness()
                        .filter(limit -> !isWithin(node, limit, now))
                        .isEmpty();
    }

    private boolean hasReplayed(Node node, Lsn lsn) {
        return node.hasReached(lsn) || loads.of(node).hasReplayed(lsn);
    }

    private static boolean isWithin(Node node, Duration limit, long now) {
        return node.staleness(now).filter(age -> age.compareTo(limit) <= 0).isPresent();
    }

    /** What is not known of a node counts for it. */
    private boolean isWithinLimits(Topology topology, Node node, long now) {
        if (node.staleness(now)
                        .filter(age -> age.compareTo(limits.maxLag()) > 0)
                        .isPresent()
                && topology.primary().isPresent()) {
            return false;
        }
        return limits.maxLagBytes() == 0
                || topology.lagBytes(node)
                        .filter(lag -> lag > limits.maxLagBytes())
                        .isEmpty();
    }
}
