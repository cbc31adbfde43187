package dev.pgweir.routing;

import java.util.List;

/** Tells what each node does for the gateway. */
@FunctionalInterface
public interface TrafficReport {

    /** One entry a node, in the operator's order. */
    List<NodeTraffic> traffic();
}
