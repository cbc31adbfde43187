package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeState;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells of each change: a line in the log {@code dev.pgweir.cluster.events} and an application event. One thread of its
 * own does so in the order of the changes, so that no listener delays a probe. Once closed it drops what it is told: a
 * start that is broken off closes it before the monitor.
 */
final class NodeEvents implements Consumer<NodeChanged>, SmartInitializingSingleton, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.pgweir.cluster.events");

    private final ApplicationEventPublisher publisher;
    private final ExecutorService teller = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofVirtual().name("pgweir-events").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
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
