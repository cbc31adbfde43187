package dev.pgweir.routing.load;

import dev.pgweir.cluster.Node;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Chooses among nodes that could all serve a read: draws one by weight, and another, and takes the second only where the first
 * is far more busy or slower ("power of two choices"). So shares follow the weights while all is well. A node that is far slower
 * is asked now and then, to see whether it still is. Breakers take nodes out, but never more than half of them. Thread-safe.
 */
public final class Balancer {

    /** How many times as much the first may cost before the second is taken. */
    private static final double TOLERANCE = 3;

    /** How many times as slow a node has to be to be taken by chance alone. */
    private static final double MUCH_SLOWER = 4;

    /** How often it is taken then. */
    private static final double PROBES = 1 / 250.0;

    /** How many times as busy the faster one has to be for the slower one to be of use. */
    private static final double MUCH_BUSIER = 32;

    private final Loads loads;
    private final DoubleSupplier draw;

    /** @param draw answers a random number from 0 up to, but not including, 1 */
    public Balancer(Loads loads, DoubleSupplier draw) {
        this.loads = loads;
        this.draw = draw;
    }

    /**
     * Chooses one node.
     *
     * @param nodes at least one
     * @param weights the weight of each, greater than 0
     */
    public Node choose(List<Node> nodes, int[] weights) {
        if (nodes.size() == 1) {
            return nodes.getFirst();
        }
        var now = loads.now();
        var shares = shares(nodes, weights, now);
        var first = drawn(shares, -1);
        var second = drawn(shares, first);
        if (second < 0) {
            return nodes.get(first);
        }
        return nodes.get(isBetter(loads.of(nodes.get(second)), loads.of(nodes.get(first)), now) ? second : first);
    }

    private boolean isBetter(NodeLoad other, NodeLoad first, long now) {
        var slower = first.slowness(now) / other.slowness(now);
        var busier = (other.inFlight() + 1.0) / (first.inFlight() + 1.0);
        if (slower > MUCH_SLOWER && busier < MUCH_BUSIER) {
            return draw.getAsDouble() >= PROBES;
        }
        if (1 / slower > MUCH_SLOWER && 1 / busier < MUCH_BUSIER) {
            return false;
        }
        return slower > TOLERANCE * busier;
    }

    private double[] shares(List<Node> nodes, int[] weights, long now) {
        var shares = new double[weights.length];
        var closed = 0;
        for (var node : nodes) {
            closed += loads.of(node).isClosed() ? 1 : 0;
        }
        var heedBreakers = 2 * closed >= nodes.size();
        for (var i = 0; i < shares.length; i++) {
            var load = loads.of(nodes.get(i));
            shares[i] = heedBreakers && !load.isClosed() ? 0 : weights[i] * load.share(now);
        }
        return shares;
    }

    /** The index of a node drawn by its share, or -1 where there is none but the one left out. */
    private int drawn(double[] shares, int leftOut) {
        var total = 0.0;
        for (var i = 0; i < shares.length; i++) {
            total += i == leftOut ? 0 : shares[i];
        }
        var left = draw.getAsDouble() * total;
        var last = -1;
        for (var i = 0; i < shares.length; i++) {
            if (i != leftOut && shares[i] > 0) {
                last = i;
                left -= shares[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
