package dev.pgweir.routing.measure;

import dev.pgweir.request.Work;
import dev.pgweir.routing.LostConnection;
import dev.pgweir.routing.Timing;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is done with each use of one pool's connections: it is measured, told to its request, and logged where it was slow. Thread-safe. */
public final class Uses {

    private final String node;
    private final NodeMeters meters;
    private final Timer waits;
    private final SlowLog slow;

    Uses(String node, NodeMeters meters, Timer waits, SlowLog slow) {
        this.node = node;
        this.meters = meters;
        this.waits = waits;
        this.slow = slow;
    }

    /** Notes that a transaction has waited for a connection, in vain or not. */
    public void waited(long nanos) {
        waits.record(nanos, TimeUnit.NANOSECONDS);
        Timing.current().ifPresent(timing -> timing.waited(nanos));
    }

    /** Notes that a transaction got no connection. */
    public void none(Work work, Exception reason) {
        meters.none(work, LostConnection.isIn(reason) ? Failure.LOST : Failure.REFUSED);
    }

    /** Notes that a connection goes back. */
    public void over(Use use) {
        meters.used(use);
        Timing.current().ifPresent(timing -> timing.used(use.used().toNanos()));
        slow.used(node, use);
    }
}
