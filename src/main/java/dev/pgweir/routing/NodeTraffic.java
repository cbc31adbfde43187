package dev.pgweir.routing;

/**
 * What one node has been given to do since the gateway started, and the use of its pool now.
 *
 * @param node the node's name
 * @param transactions what it was given to do
 * @param pool the use of its connections
 */
public record NodeTraffic(String node, Transactions transactions, Pool pool) {

    /**
     * What a node was given to do.
     *
     * @param reads transactions that only read
     * @param writes transactions that may have written
     * @param failures connections that failed, or could not be had
     * @param latencyMicros how long uses of its connections have taken of late, in microseconds
     * @param breaker the state of the breaker that keeps reads away from it while it fails
     */
    public record Transactions(long reads, long writes, long failures, long latencyMicros, String breaker) {

        private Transactions plus(Transactions other) {
            return new Transactions(
                    reads + other.reads, writes + other.writes, failures + other.failures, latencyMicros, breaker);
        }
    }

    /**
     * The use of a node's connections.
     *
     * @param active connections in use
     * @param idle connections free
     * @param waiting transactions waiting for a connection
     * @param max the most connections the pool keeps
     * @param streaming connections that exports and imports use, which have a pool of their own
     */
    public record Pool(int active, int idle, int waiting, int max, int streaming) {

        private Pool plus(Pool other) {
            return new Pool(
                    active + other.active,
                    idle + other.idle,
                    waiting + other.waiting,
                    max + other.max,
                    streaming + other.streaming);
        }
    }

    /** The same with another pool of the same node. */
    public NodeTraffic plus(NodeTraffic other) {
        return new NodeTraffic(node, transactions.plus(other.transactions), pool.plus(other.pool));
    }

    /** The same with what exports and imports were given to do. */
    public NodeTraffic plusStreams(NodeTraffic streams) {
        return new NodeTraffic(
                node,
                transactions.plus(streams.transactions),
                new Pool(pool.active, pool.idle, pool.waiting, pool.max, streams.pool.active));
    }
}
