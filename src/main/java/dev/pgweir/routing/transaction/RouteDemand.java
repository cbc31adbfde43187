package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Lsn;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction asks of its node.
 *
 * @param readOnly whether any replica may serve it
 * @param avoided names of nodes that have already failed this transaction
 * @param freshness how fresh its data must be
 */
record RouteDemand(boolean readOnly, Set<String> avoided, Freshness freshness) {

    /** A transaction that any data may serve. */
    RouteDemand(boolean readOnly, Set<String> avoided) {
        this(readOnly, avoided, Freshness.ANY);
    }

    /**
     * How fresh data must be.
     *
     * @param strong whether it must hold all that was committed
     * @param replayed up to where the log must have been replayed
     * @param maxStaleness how old the moment may be of which it holds everything
     */
    record Freshness(boolean strong, Optional<Lsn> replayed, Optional<Duration> maxStaleness) {

        static final Freshness ANY = new Freshness(false, Optional.empty(), Optional.empty());
    }
}
