package dev.pgweir.routing.repeat;

import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;
import java.util.Set;

/**
 * One of several askings for the same.
 *
 * @param avoided the names of the nodes that it must avoid from the start
 */
record HedgeScope(Set<String> avoided) implements PerRequest<HedgeScope> {

    /** The nodes that whatever runs in this thread must avoid from the start; none where there is but one asking. */
    static Set<String> avoidedHere() {
        return RequestContext.current(HedgeScope.class).map(HedgeScope::avoided).orElse(Set.of());
    }

    @Override
    public HedgeScope part() {
        return this;
    }
}
