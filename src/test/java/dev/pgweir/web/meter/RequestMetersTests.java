package dev.pgweir.web.meter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Each request goes through Spring's own filter, too: both must come to the same meters. */
class RequestMetersTests {

    private static final String NAME = "http.server.requests";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SimpleMeterRegistry expected = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final RequestMeters filter = filter(false);

    /** What serves a request. */
    private interface Served {

        void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    private RequestMeters filter(boolean observed) {
        return new RequestMeters(
                observations,
                new DefaultServerRequestObservationConvention(NAME),
                observed,
                Optional.empty(),
                NAME,
                meters);
    }

    @BeforeEach
    void listen() {
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(expected));
    }

    private void send(String method, Served served) {
        var spring = new ServerHttpObservationFilter(observations);
        for (var either : new ServerHttpObservationFilter[] {filter, spring}) {
            var request = new MockHttpServletRequest(method, "/sales");
            request.setAsyncSupported(true);
            var response = new MockHttpServletResponse();
            var _ = catchThrowable(() -> either.doFilter(
                    request,
                    response,
                    (asked, answered) -> served.serve((HttpServletRequest) asked, (HttpServletResponse) answered)));
            if (request.isAsyncStarted()) {
                request.setDispatcherType(DispatcherType.ASYNC);
                var _ = catchThrowable(() -> either.doFilter(request, response, (_, _) -> response.setStatus(206)));
                ((MockAsyncContext) requireNonNull(request.getAsyncContext())).complete();
            }
        }
    }

    private static void match(HttpServletRequest request, String pattern) {
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(pattern));
    }

    private void assertEqualMeters() {
        assertThat(counts(meters)).isNotEmpty().isEqualTo(counts(expected));
    }

    private static Map<String, Double> counts(SimpleMeterRegistry registry) {
        Map<String, Double> counts = new TreeMap<>();
        for (var meter : registry.getMeters()) {
            counts.put(meter.getId().getName() + meter.getId().getTags(), count(meter));
        }
        return counts;
    }

    private static double count(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .filter(measured ->
                        measured.getStatistic() == Statistic.COUNT || measured.getStatistic() == Statistic.ACTIVE_TASKS)
                .mapToDouble(measured -> measured.getValue())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200",
        "GET, 206",
        "GET, 304",
        "POST, 201",
        "PATCH, 204",
        "DELETE, 404",
        "PUT, 412",
        "HEAD, 503",
        "GET, 101",
        "GET, 799",
        "OPTIONS, 200",
        "TRACE, 405",
        "PROPFIND, 405"
    })
    void tellRequestsApartAsSpringDoes(String method, int status) {
        send(method, (request, response) -> {
            match(request, "/sales/{key}");
            response.setStatus(status);
        });
        send(method, (_, response) -> response.setStatus(status));

        assertEqualMeters();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/**"})
    void nameThePatternAsSpringDoes(String pattern) {
        send("GET", (request, _) -> match(request, pattern));

        assertEqualMeters();
    }

    @Test
    void nameWhatWasThrown() {
        send("GET", (_, _) -> {
            throw new IllegalStateException("thrown");
        });
        send("GET", (_, _) -> {
            throw new ServletException(new IOException("wrapped"));
        });
        send("GET", (_, _) -> {
            throw new ServletException("alone");
        });
        send("GET", (request, response) -> {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, new IOException("told"));
            response.setStatus(500);
        });

        assertEqualMeters();
    }

    @Test
    void timeARequestUpToTheEndOfItsLastDispatch() {
        send("GET", (request, _) -> request.startAsync());

        assertEqualMeters();
        assertThat(meters.get(NAME).timer().getId().getTag("status")).isEqualTo("206");
    }

    @Test
    void leaveTheRequestToObservationsWhereOthersListen() throws Exception {
        filter(true)
                .doFilter(
                        new MockHttpServletRequest("GET", "/sales"),
                        new MockHttpServletResponse(),
                        (request, _) -> assertThat(ServerHttpObservationFilter.findObservationContext(
                                        (HttpServletRequest) request))
                                .get()
                                .isInstanceOf(ServerRequestObservationContext.class));

        assertThat(meters.getMeters()).isEmpty();
        assertThat(expected.get(NAME).timer().count()).isEqualTo(1);
    }
}
