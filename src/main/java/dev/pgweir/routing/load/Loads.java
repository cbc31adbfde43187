package dev.pgweir.routing.load;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The load of each node, by its URL: a name may come to stand for another server. Thread-safe. */
public final class Loads {

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(3)
            .automaticTransitionFromOpenToHalfOpenEnabled(true)
            .build();

    private final Map<String, NodeLoad> loads = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** The loads of nodes that nothing is known of yet. */
    public Loads() {
        this(System::nanoTime);
    }

    /** @param nanoTime as of {@link System#nanoTime} */
    Loads(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** The load of a node. */
    public NodeLoad of(Node node) {
        return of(node.definition());
    }

    /** The load of a node that is reached in this way. */
    public NodeLoad of(NodeDefinition node) {
        var known = loads.get(node.url());
        return known != null
                ? known
                : loads.computeIfAbsent(node.url(), url -> new NodeLoad(CircuitBreaker.of(url, BREAKER), nanoTime));
    }
}
