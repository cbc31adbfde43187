package dev.pgweir.web;

import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.RouteObserver;
import dev.pgweir.routing.Timing;
import dev.pgweir.routing.trace.TracedRequest;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Has answers tell which node served them, and, where that is wanted, where their time went and to which trace they belong. Each
 * header is set as soon as something is known, and again when more is, until the answer begins. Thread-safe.
 */
@Component
class RequestObservers {

    private final boolean timing;
    private final Optional<Tracer> tracer;

    /** @param tracer there only where traces are wanted */
    RequestObservers(WebProperties properties, ObjectProvider<Tracer> tracer) {
        this.timing = properties.serverTiming();
        this.tracer = Optional.ofNullable(tracer.getIfAvailable());
    }

    /** The same request, observed. */
    RequestContext with(RequestContext request, HttpServletResponse answer) {
        var routed = request.with(new RouteObserver(route -> answer.setHeader("Served-By", route.servedBy())));
        var timed = timing ? timed(routed, answer) : routed;
        return tracer.flatMap(TracedRequest::of)
                .map(traced -> traced(timed, traced, answer))
                .orElse(timed);
    }

    /** What lets a page read the answer lets it read the measures of its browser, too. */
    private static RequestContext timed(RequestContext request, HttpServletResponse answer) {
        Optional.ofNullable(answer.getHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN))
                .ifPresent(origin -> answer.setHeader("Timing-Allow-Origin", origin));
        return request.with(new Timing(times -> answer.setHeader("Server-Timing", times.header())));
    }

    private static RequestContext traced(RequestContext request, TracedRequest traced, HttpServletResponse answer) {
        answer.setHeader("traceresponse", traced.response());
        return request.with(traced);
    }
}
