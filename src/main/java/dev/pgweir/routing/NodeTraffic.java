package dev.pgweir.routing;

/**
 * What one node has been given to do since the gateway started, and the use of its pool now.
 *
 * @param node the node's name
 * @param reads transactions that only read
 * @param writes transactions that may have written
 * @param failures connections that failed, or could not be had
 * @param active connections in use
 * @param idle connections free
 * @param waiting transactions waiting for a connection
 * @param max the most connections the pool keeps
 * @param latencyMicros how long uses of its connections have taken of late, in microseconds
 * @param breaker the state of the breaker that keeps reads away from it while it fails
 * @param streaming connections that exports and imports use, which have a pool of their own
 */
public record NodeTraffic(
        String node,
        long reads,
        long writes,
        long failures,
        int active,
        int idle,
        int waiting,
        int max,
        long latencyMicros,
        String breaker,
        int streaming) {

    /** The same with another pool of the same node. */
    public NodeTraffic plus(NodeTraffic other) {
        return new NodeTraffic(
                node,
                reads + other.reads,
                writes + other.writes,
                failures + other.failures,
                active + other.active,
                idle + other.idle,
                waiting + other.waiting,
                max + other.max,
                latencyMicros,
                breaker,
                streaming + other.streaming);
    }

    /** The same with what exports and imports were given to do. */
    public NodeTraffic plusStreams(NodeTraffic streams) {
        return new NodeTraffic(
                node,
                reads + streams.reads,
                writes + streams.writes,
                failures + streams.failures,
                active,
                idle,
                waiting,
                max,
                latencyMicros,
                breaker,
                streams.active);
    }
}
