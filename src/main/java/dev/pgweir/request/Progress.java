package dev.pgweir.request;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a request, or a part of one that runs in a thread of its own, has come. Safe for its own thread and one that watches it. */
final class Progress {

    /** Most requests are done before it is worth looking for their client. */
    private static final Duration CLIENT_UNWATCHED = Duration.ofMillis(250);

    private final Client client;
    private final @Nullable Progress whole;
    private volatile Deadline deadline;
    private volatile boolean stream;
    private volatile boolean begun;
    private volatile boolean clientWatchable;
    private volatile @Nullable Cancellation cancellation;

    Progress(Client client, Deadline deadline) {
        this(client, deadline, null);
    }

    private Progress(Client client, Deadline deadline, @Nullable Progress whole) {
        this.client = client;
        this.deadline = deadline;
        this.whole = whole;
    }

    Progress part() {
        return new Progress(client, deadline, this);
    }

    Deadline deadline() {
        return deadline;
    }

    boolean isStream() {
        return stream;
    }

    void stream(boolean anyTime) {
        stream = true;
        deadline = anyTime ? Deadline.never() : deadline;
    }

    boolean isOver() {
        return cancellation != null || deadline.hasPassed();
    }

    boolean isAbandoned() {
        return whole == null && client.isWatchable() && client.hasLeft();
    }

    boolean isCancelled(Cancellation reason) {
        return cancellation == reason;
    }

    void requireTime() {
        if (isOver()) {
            throw new RequestEnded(deadline.length(), begun);
        }
    }

    void awaitNode() {
        requireTime();
        client.giveWay();
    }

    PlaceInLine joinLine() {
        return client.joinLine();
    }

    void begin() {
        begun = true;
        if (whole != null) {
            whole.begun = true;
        }
        clientWatchable = client.isWatchable();
    }

    Optional<Cancellation> due() {
        if (cancellation != null) {
            return Optional.of(cancellation);
        }
        if (deadline.hasPassed()) {
            return Optional.of(Cancellation.DEADLINE);
        }
        return clientWatchable && deadline.elapsed().compareTo(CLIENT_UNWATCHED) > 0 && client.hasLeft()
                ? Optional.of(Cancellation.CLIENT_LEFT)
                : Optional.empty();
    }

    boolean cancel(Cancellation reason) {
        var first = cancellation == null;
        cancellation = reason;
        if (whole != null && reason != Cancellation.SUPERSEDED) {
            whole.cancel(reason);
        }
        return first;
    }
}
