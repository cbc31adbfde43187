package dev.pgweir.routing.load;

import dev.pgweir.cluster.Node;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The load of each node, by its name. Thread-safe. */
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

    /** The load of a node. */
    public NodeLoad of(Node node) {
        return of(node.name());
    }

    /** The load of the node of that name. */
    public NodeLoad of(String node) {
        var known = loads.get(node);
        return known != null
                ? known
                : loads.computeIfAbsent(node, name -> new NodeLoad(CircuitBreaker.of(name, BREAKER)));
    }
}
