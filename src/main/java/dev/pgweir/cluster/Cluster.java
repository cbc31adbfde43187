package dev.pgweir.cluster;

/** The cluster as the monitor sees it. Safe for use by many threads. */
public interface Cluster {

    /** The newest snapshot; never blocks. */
    Topology topology();

    /**
     * Reports that a node failed somebody's connection: it counts as down at once, until a probe, asked for by this
     * call, finds it well.
     *
     * @param node the node's name
     * @param reason what was seen, for people
     */
    void suspect(String node, String reason);
}
