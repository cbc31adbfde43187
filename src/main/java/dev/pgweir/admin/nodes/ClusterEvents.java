package dev.pgweir.admin.nodes;

import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.membership.ClusterAction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The newest of what has happened to the cluster since the start. What operators did goes into the log
 * {@code dev.pgweir.audit} as well. Thread-safe.
 */
@Component
final class ClusterEvents {

    private static final Logger audit = LoggerFactory.getLogger("dev.pgweir.audit");
    private static final int MOST = 1000;

    private final Deque<ClusterEvent> newestFirst = new ArrayDeque<>();

    @EventListener
    void hear(ClusterAction action) {
        audit.info("{}: {}", action.by(), action.what());
        add(action.by(), action.what());
    }

    @EventListener
    void hear(NodeChanged change) {
        add("probe", change.toString());
    }

    private synchronized void add(String by, String what) {
        newestFirst.addFirst(new ClusterEvent(Instant.now(), by, what));
        if (newestFirst.size() > MOST) {
            newestFirst.removeLast();
        }
    }

    synchronized List<ClusterEvent> newestFirst() {
        return List.copyOf(newestFirst);
    }
}
