package dev.pgweir.routing;

import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Where the time of a request goes, for requests that are to tell it. Confined to the request's thread. */
public final class Timing implements PerRequest<Timing> {

    private final Consumer<Timing> told;
    private long routing;
    private long waiting;
    private long using;
    private long rendering;

    /** @param told each time that more is known */
    public Timing(Consumer<Timing> told) {
        this.told = told;
    }

    /** That of the request that runs in this thread, if it is to tell it. */
    public static Optional<Timing> current() {
        return RequestContext.current(Timing.class);
    }

    /** Notes that a node was waited for. */
    public void routed(long nanos) {
        routing += nanos;
        told.accept(this);
    }

    /** Notes that a connection was waited for. */
    public void waited(long nanos) {
        waiting += nanos;
        told.accept(this);
    }

    /** Notes that a connection was given back. */
    public void used(long nanos) {
        using += nanos;
        told.accept(this);
    }

    /** Notes that rows were made an answer of, while a connection was still held. */
    public void rendered(long nanos) {
        rendering += nanos;
    }

    /** What a part was told of is told once it is adopted. */
    @Override
    public Timing part() {
        return new Timing(_ -> {});
    }

    @Override
    public void adopt(Timing part) {
        routing += part.routing;
        waiting += part.waiting;
        using += part.using;
        rendering += part.rendering;
        told.accept(this);
    }

    /** As a header field, in milliseconds (W3C Server Timing): {@code route;dur=0.1, wait;dur=0, db;dur=1.3, render;dur=0.2}. */
    public String header() {
        var field = new StringBuilder(80);
        append(field, "route;dur=", routing);
        append(field, ", wait;dur=", waiting);
        append(field, ", db;dur=", using - rendering);
        append(field, ", render;dur=", rendering);
        return field.toString();
    }

    /** Written three times a request, which a format would take longer for than all that is measured. */
    private static void append(StringBuilder field, String name, long nanos) {
        var micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos));
        field.append(name).append(micros / 1000).append('.');
        var fraction = micros % 1000;
        field.append(fraction / 100).append(fraction / 10 % 10).append(fraction % 10);
    }
}
