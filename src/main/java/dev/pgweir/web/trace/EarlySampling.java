package dev.pgweir.web.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;

/**
 * Decides whether a request belongs to a trace before an observation is made of it, which costs more than all else that is measured
 * of a request. The ID of its trace is drawn first, and the sampler asked about that; where the trace is to be kept it gets this
 * ID, so that the sampler decides alike again. Thread-safe.
 */
public final class EarlySampling {

    private final Ids ids = new Ids();
    private final Sampler sampler;

    /** The header fields by which clients tell of their traces. */
    private final Collection<String> fields;

    EarlySampling(Sampler sampler, TextMapPropagator propagator) {
        this.sampler = sampler;
        this.fields = propagator.fields();
    }

    /**
     * Whether a request belongs to a trace. Probes and scrapes do not; of what clients have traced, the sampler sees later what they
     * have decided. The next trace that this thread begins is taken to be that of the request, until {@link #forget}.
     */
    public boolean isTraced(HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/actuator")) {
            return false;
        }
        if (fields.stream().anyMatch(field -> request.getHeader(field) != null)) {
            return true;
        }
        var id = ids.random.generateTraceId();
        var kept =
                sampler.shouldSample(Context.root(), id, "http request", SpanKind.SERVER, Attributes.empty(), List.of())
                                .getDecision()
                        != SamplingDecision.DROP;
        if (kept) {
            ids.drawn.set(id);
        }
        return kept;
    }

    /** To be called at the end of a request that belongs to a trace. */
    public void forget() {
        ids.drawn.remove();
    }

    /** What traces and spans are called. */
    IdGenerator ids() {
        return ids;
    }

    /** Calls a trace what was drawn for it. */
    private static final class Ids implements IdGenerator {

        private final IdGenerator random = IdGenerator.random();
        private final ThreadLocal<String> drawn = new ThreadLocal<>();

        @Override
        public String generateTraceId() {
            var id = drawn.get();
            drawn.remove();
            return id == null ? random.generateTraceId() : id;
        }

        @Override
        public String generateSpanId() {
            return random.generateSpanId();
        }
    }
}
