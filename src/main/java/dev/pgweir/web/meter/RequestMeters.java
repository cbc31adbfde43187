package dev.pgweir.web.meter;

import dev.pgweir.web.trace.EarlySampling;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Times requests by the same meters, with the same tags, as Spring's own filter, which makes an observation of each request.
 * Where nobody listens to observations but those meters, this asks each of them directly, at a tenth of the price. It leaves
 * a request that belongs to a trace to Spring's filter, and all of them where something else listens. Thread-safe.
 *
 * @see org.springframework.http.server.observation.DefaultServerRequestObservationConvention
 */
final class RequestMeters extends ServerHttpObservationFilter implements Ordered {

    private static final String NONE = "none";
    private static final String UNKNOWN = "UNKNOWN";

    private static final Set<String> METHODS =
            Arrays.stream(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    private final boolean observed;
    private final Optional<EarlySampling> sampling;
    private final String name;
    private final MeterRegistry meters;
    private final Map<Tags, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, LongTaskTimer> active = new ConcurrentHashMap<>();

    /** What tells the timers of requests apart. */
    private record Tags(String method, String uri, int status, String exception) {}

    /**
     * @param observed whether others listen to observations, too, but for traces
     * @param sampling decides which requests belong to traces; empty where there are none
     * @param name of the meters
     */
    RequestMeters(
            ObservationRegistry observations,
            ServerRequestObservationConvention convention,
            boolean observed,
            Optional<EarlySampling> sampling,
            String name,
            MeterRegistry meters) {
        super(observations, convention);
        this.observed = observed;
        this.sampling = sampling;
        this.name = name;
        this.meters = meters;
    }

    /** Before all filters but the one that lets pages of other origins read errors. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (observed || findObservationContext(request).isPresent()) {
            super.doFilterInternal(request, response, chain);
        } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
            chain.doFilter(request, response);
        } else if (sampling.filter(draw -> draw.isTraced(request)).isPresent()) {
            trace(request, response, chain);
        } else {
            time(request, response, chain);
        }
    }

    private void trace(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            super.doFilterInternal(request, response, chain);
        } finally {
            sampling.ifPresent(EarlySampling::forget);
        }
    }

    private void time(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var running = new Running(System.nanoTime(), active(request).start());
        @Nullable Throwable failure = null;
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException e) {
            failure = e instanceof ServletException && e.getCause() != null ? e.getCause() : e;
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw e;
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new EndOfAsync(running, request, response));
            } else {
                end(running, request, response, failure);
            }
        }
    }

    private void end(
            Running running, HttpServletRequest request, HttpServletResponse response, @Nullable Throwable thrown) {
        running.active.stop();
        var failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable told ? told : thrown;
        var tags = new Tags(
                method(request),
                uri(request, response.getStatus()),
                response.getStatus(),
                failure == null ? NONE : failure.getClass().getSimpleName());
        timers.computeIfAbsent(tags, this::timer).record(System.nanoTime() - running.begun, TimeUnit.NANOSECONDS);
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : UNKNOWN;
    }

    private static String uri(HttpServletRequest request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            return pattern.isEmpty() ? "root" : pattern;
        }
        return switch (status / 100) {
            case 3 -> "REDIRECTION";
            case 4 -> status == HttpServletResponse.SC_NOT_FOUND ? "NOT_FOUND" : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private Timer timer(Tags tags) {
        return Timer.builder(name)
                .tags("error", tags.exception(), "exception", tags.exception())
                .tags("method", tags.method(), "outcome", outcome(tags.status()))
                .tags("status", Integer.toString(tags.status()), "uri", tags.uri())
                .register(meters);
    }

    private static String outcome(int status) {
        var series = HttpStatus.Series.resolve(status);
        return series == null ? UNKNOWN : series == HttpStatus.Series.SUCCESSFUL ? "SUCCESS" : series.name();
    }

    /** What becomes of a request is not known when it begins. */
    private LongTaskTimer active(HttpServletRequest request) {
        return active.computeIfAbsent(
                method(request),
                method -> LongTaskTimer.builder(name + ".active")
                        .tags(
                                "exception",
                                NONE,
                                "method",
                                method,
                                "outcome",
                                "SUCCESS",
                                "status",
                                "200",
                                "uri",
                                UNKNOWN)
                        .register(meters));
    }

    /**
     * A request that is being served.
     *
     * @param begun when, as of {@link System#nanoTime}
     * @param active counts it until it ends
     */
    private record Running(long begun, LongTaskTimer.Sample active) {}

    /** The end of a request whose first dispatch ended before it was answered. */
    private final class EndOfAsync implements AsyncListener {

        private final Running running;
        private final HttpServletRequest request;
        private final HttpServletResponse response;

        EndOfAsync(Running running, HttpServletRequest request, HttpServletResponse response) {
            this.running = running;
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            end(running, request, response, null);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // The request ends behind it.
        }

        @Override
        public void onError(AsyncEvent event) {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, event.getThrowable());
        }
    }
}
