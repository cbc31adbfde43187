package dev.pgweir.routing.session;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How fresh the data of one request has to be, and what it was shown. Confined to the request's thread.
 */
public final class Session implements PerRequest<Session> {

    /** What a read must show. */
    public enum Consistency {
        /** Anything that was true once. */
        EVENTUAL,
        /** All that the client has seen before: its own writes, and what others had written when it read. */
        SESSION,
        /** All that was committed before the request. */
        STRONG
    }

    /** A client's write was acknowledged, and is not, or perhaps not, part of what the cluster has become after a failover. */
    public static final class WriteLost extends RuntimeException {

        private final boolean certain;

        public WriteLost(boolean certain, String message) {
            super(message);
            this.certain = certain;
        }

        /** Whether it is known to be lost; else nobody can say. */
        public boolean certain() {
            return certain;
        }
    }

    private final Consistency consistency;
    private final Optional<Duration> maxStaleness;
    private final Consumer<ConsistencyToken> listener;
    private Optional<ConsistencyToken> token;

    /**
     * @param maxStaleness how much older than the present the data may be; empty where the client does not say
     * @param token what the client has seen before
     * @param listener told of each token that replaces it
     */
    public Session(
            Consistency consistency,
            Optional<Duration> maxStaleness,
            Optional<ConsistencyToken> token,
            Consumer<ConsistencyToken> listener) {
        this.consistency = consistency;
        this.maxStaleness = maxStaleness;
        this.token = token;
        this.listener = listener;
    }

    /** A session that asks for nothing, and is told nothing. */
    public static Session ofAnybody() {
        return new Session(Consistency.EVENTUAL, Optional.empty(), Optional.empty(), _ -> {});
    }

    /** The session of the request that runs in this thread, if one does. */
    public static Optional<Session> current() {
        return RequestContext.current(Session.class);
    }

    /** What a read must show. */
    public Consistency consistency() {
        return consistency;
    }

    /** How much older than the present the data may be. */
    public Optional<Duration> maxStaleness() {
        return maxStaleness;
    }

    /** What the client has seen; empty also where it accepts to see less. */
    public Optional<ConsistencyToken> required() {
        return consistency == Consistency.EVENTUAL ? Optional.empty() : token;
    }

    /** The same; what a part is shown counts once it is adopted. */
    @Override
    public Session part() {
        return new Session(consistency, maxStaleness, token, _ -> {});
    }

    /** Takes over what a part of the request was shown. */
    @Override
    public void adopt(Session part) {
        part.token.filter(newer -> !token.equals(Optional.of(newer))).ifPresent(this::replace);
    }

    /** Notes that a read showed what the log held up to here. */
    public void read(long systemIdentifier, LogPosition position) {
        replace(ConsistencyToken.ofRead(systemIdentifier, position, token));
    }

    /** Notes that a write was committed, and ended here at the latest. */
    public void wrote(long systemIdentifier, LogPosition position) {
        replace(ConsistencyToken.ofWrite(systemIdentifier, position, token));
    }

    private void replace(ConsistencyToken newer) {
        token = Optional.of(newer);
        listener.accept(newer);
    }
}
