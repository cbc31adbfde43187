package dev.pgweir.routing;

import java.util.List;
import java.util.Optional;

/** Tells where a transaction of the running session would go now, and why; without a wait, and without a draw of its own. */
@FunctionalInterface
public interface RouteReport {

    /**
     * Where a transaction would go.
     *
     * @param readOnly whether it would only read
     */
    Explanation explain(boolean readOnly);

    /**
     * A decision and its reasons.
     *
     * @param route the decision; of several nodes that would do, one of them; empty where no node would
     * @param refusal why no node would do
     * @param candidates all nodes, in the operator's order
     */
    record Explanation(Optional<Route> route, Optional<String> refusal, List<Candidate> candidates) {}

    /**
     * One node.
     *
     * @param node its name
     * @param against what speaks against it; nothing where it is as good as any
     */
    record Candidate(String node, List<String> against) {}
}
