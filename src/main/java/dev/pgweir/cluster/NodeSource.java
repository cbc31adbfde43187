package dev.pgweir.cluster;

import java.util.List;

/** Where the nodes come from: the configuration, or the embedded cluster. */
@FunctionalInterface
public interface NodeSource {

    /** The nodes of the cluster, in the operator's order; at least one, with distinct names. */
    List<NodeDefinition> nodes();
}
