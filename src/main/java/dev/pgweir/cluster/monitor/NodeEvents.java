package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeState;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells of each change: a line in the log {@code dev.pgweir.cluster.events} and an application event. One thread of its
 * own does so in the order of the changes, so that no listener delays a probe.
 */
final class NodeEvents implements Consumer<NodeChanged>, SmartInitializingSingleton, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.pgweir.cluster.events");

    private final ApplicationEventPublisher publisher;
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("pgweir-events").factory());
    private volatile boolean contextComplete;

    NodeEvents(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void accept(NodeChanged change) {
        teller.execute(() -> tell(change));
    }

    @Override
    public void afterSingletonsInstantiated() {
        contextComplete = true;
    }

    @Override
    public void close() {
        teller.close();
    }

    private void tell(NodeChanged change) {
        log.atLevel(change.after() instanceof NodeState.Down ? Level.WARN : Level.INFO)
                .log(change::toString);
        if (contextComplete) {
            publisher.publishEvent(change);
        }
    }
}
