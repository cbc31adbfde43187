package dev.pgweir.cluster.discovery;

import dev.pgweir.cluster.NodeDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A place to look up which nodes there are. For use by one thread. */
public interface NodeFinder extends AutoCloseable {

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
