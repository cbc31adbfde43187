package dev.pgweir.routing.trace;

import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.Route;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.Optional;

/**
 * A request that belongs to a trace. What runs for it has spans below its own, in whichever thread it runs. For one thread; a part
 * of the request has one of its own.
 */
public final class TracedRequest implements PerRequest<TracedRequest> {

    private final Tracer tracer;
    private final Span span;
    private Optional<Route> route = Optional.empty();

    private TracedRequest(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /** The request whose span is that of this thread; empty where there is none. */
    public static Optional<TracedRequest> of(Tracer tracer) {
        return Optional.ofNullable(tracer.currentSpan()).map(span -> new TracedRequest(tracer, span));
    }

    /** Notes where the transactions of the running request are led from now on. */
    public static void noteRoute(Route route) {
        RequestContext.current(TracedRequest.class).ifPresent(request -> request.route = Optional.of(route));
    }

    /** Notes on the span of the running request into how many partitions it looks. */
    public static void notePartitions(int partitions) {
        RequestContext.current(TracedRequest.class)
                .ifPresent(request -> request.span.tag("pgweir.partitions", partitions));
    }

    /** Makes its span that of this thread, until what is answered is closed. */
    public Tracer.SpanInScope enter() {
        return tracer.withSpan(span);
    }

    /** Whether its spans are kept. */
    public boolean isSampled() {
        return Boolean.TRUE.equals(span.context().sampled());
    }

    /** Where it stands in its trace, as the header field {@code traceresponse} (W3C Trace Context, level 2). */
    public String response() {
        var context = span.context();
        return "00-" + context.traceId() + "-" + context.spanId() + (isSampled() ? "-01" : "-00");
    }

    /** Begins a span below that of the request. */
    Span begin(String name) {
        var builder = tracer.spanBuilder()
                .setParent(span.context())
                .kind(Span.Kind.CLIENT)
                .name(name);
        return builder.start();
    }

    /** Where its transactions are led. */
    Optional<Route> route() {
        return route;
    }

    @Override
    public TracedRequest part() {
        return new TracedRequest(tracer, span);
    }
}
