package dev.pgweir.routing.session;

import dev.pgweir.cluster.LogPosition;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client has seen of the data, so that no later answer shows less.
 *
 * @param systemIdentifier the cluster's identity
 * @param written where the log stood after the client's last write; empty where it has written nothing
 * @param seen where the log stood behind all that the client was shown
 */
public record ConsistencyToken(long systemIdentifier, Optional<LogPosition> written, LogPosition seen) {

    /** The token of a client who has seen what either of two tells; of two clusters, what this one tells. */
    public ConsistencyToken and(ConsistencyToken other) {
        return systemIdentifier == other.systemIdentifier
                ? new ConsistencyToken(
                        systemIdentifier,
                        Stream.concat(written.stream(), other.written.stream()).max(LogPosition::compareTo),
                        later(seen, Optional.of(other)))
                : this;
    }

    /** The token of a client who has seen this much, and before what another token says. */
    static ConsistencyToken ofRead(long systemIdentifier, LogPosition position, Optional<ConsistencyToken> before) {
        return new ConsistencyToken(
                systemIdentifier, before.flatMap(ConsistencyToken::written), later(position, before));
    }

    /** The token of a client whose write ended here. */
    static ConsistencyToken ofWrite(long systemIdentifier, LogPosition position, Optional<ConsistencyToken> before) {
        return new ConsistencyToken(systemIdentifier, Optional.of(position), later(position, before));
    }

    private static LogPosition later(LogPosition position, Optional<ConsistencyToken> before) {
        return Stream.concat(Stream.of(position), before.map(ConsistencyToken::seen).stream())
                .max(LogPosition::compareTo)
                .orElseThrow();
    }
}
