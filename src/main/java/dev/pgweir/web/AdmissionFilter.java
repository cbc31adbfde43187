package dev.pgweir.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import dev.pgweir.access.CallerRefused;
import dev.pgweir.access.caller.Callers;
import dev.pgweir.access.caller.Credentials;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.limits.LimitExceeded;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.request.Caller;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.TokenCodec;
import dev.pgweir.web.connection.ClientConnection;
import dev.pgweir.web.connection.ClientMemory;
import dev.pgweir.web.connection.IncomingRequest;
import dev.pgweir.web.connection.OutgoingAnswer;
import dev.pgweir.web.connection.Overloaded;
import dev.pgweir.web.connection.TimelyBody;
import dev.pgweir.web.connection.Workers;
import dev.pgweir.web.header.ClientSessions;
import dev.pgweir.web.header.Deadlines;
import dev.pgweir.web.header.Profiles;
import dev.pgweir.web.input.QueryString;
import dev.pgweir.web.limit.LimitedCallers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets requests in: refuses URLs that are too long or cannot be decoded, and schemas that are not served, leads to further schemas, binds each
 * request to its deadline, and has each answer name the node that served it. It comes before the filters that may refuse a request: whatever
 * is answered, no worker reads the rest of the body.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
class AdmissionFilter extends OncePerRequestFilter {

    private static final String FUNCTIONS = "/rpc/";

    /** Paths of pages for people, which browsers load before anybody has said who they are, and of the contract. */
    private static final Set<String> PAGES = Set.of("/swagger-ui", "/swagger-ui.html", "/webjars", "/v3");

    private final Catalogs catalogs;
    private final Exchange.Services services;
    private final long maxUrlLength;
    private final Deadlines deadlines;
    private final ClientSessions sessions;
    private final long maxBodySize;
    private final TimelyBody.Pace pace;
    private final ClientMemory memory;
    private final LimitedCallers callers;
    private final RequestObservers observers;

    AdmissionFilter(
            Exchange.Services services,
            Catalogs catalogs,
            WebProperties properties,
            TokenCodec tokens,
            LimitedCallers callers,
            RequestObservers observers) {
        this.services = services;
        this.catalogs = catalogs;
        this.callers = callers;
        this.observers = observers;
        this.maxUrlLength = properties.maxUrlLength().toBytes();
        this.deadlines = new Deadlines(properties.defaultDeadline(), properties.maxDeadline());
        this.sessions = new ClientSessions(tokens, properties.consistencyCookie());
        this.maxBodySize = properties.maxBodySize().toBytes();
        this.pace = new TimelyBody.Pace(properties.minBodyRate().toBytes());
        this.memory = new ClientMemory(properties.clientMemory().toBytes());
    }

    /** A request that comes back to a worker was let in before. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Exchange.resume(request, chain)) {
            return;
        }
        tellCaches(response);
        try {
            requireInTime(request);
            requireShortUrl(request);
            QueryString.checkPath(request);
            var led = Profiles.led(request, response, catalogs);
            var deadline = deadlines.of(led, response);
            var caller = caller(led);
            var session = sessions.of(led, response);
            callers.admit(caller, led, response);
            exchange(led, response, caller, deadline, session).serve(chain);
        } catch (Overloaded | InvalidRequest | ProblemException | CallerRefused | LimitExceeded refusal) {
            exchange(request, response, new Caller.Anybody(), deadlines.unasked(), Session.ofAnybody())
                    .refuse(withoutPathParameters(request), refusal);
        }
    }

    private void tellCaches(HttpServletResponse response) {
        if (callers.areToldApart()) {
            response.addHeader(HttpHeaders.VARY, "Accept, Prefer, Range, Consistency-Token, " + credentials());
            // Shared caches keep answers to requests without a token, which others may not see who have one.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private");
        } else {
            response.addHeader(HttpHeaders.VARY, "Accept, Prefer, Range, Consistency-Token");
        }
    }

    private String credentials() {
        return callers.mayShowKeys() ? "Authorization, apikey" : "Authorization";
    }

    /** What operators ask for, the gateway does as itself. */
    private Caller caller(HttpServletRequest request) {
        var first = firstSegment(request);
        if (Overloaded.OPERATORS_PATHS.contains(first)) {
            return callers.operator();
        }
        Function<String, Optional<String>> headers = name -> Optional.ofNullable(request.getHeader(name));
        var asked = new Callers.Asked(request.getMethod(), request.getRequestURI(), headers);
        var shown = Credentials.of(headers, name -> Optional.ofNullable(request.getAttribute(name)));
        return PAGES.contains(first) ? callers.ofPage(shown, asked, request) : callers.of(shown, asked, request);
    }

    private Exchange exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            Deadline deadline,
            Session session) {
        var connection = ClientConnection.of(request);
        var resource = firstSegment(request);
        var answer = new OutgoingAnswer(response, connection, memory);
        var context = new RequestContext(caller, resource, deadline, connection, session);
        return new Exchange(
                observers.with(callers.rows(caller).map(context::with).orElse(context), answer),
                connection,
                new IncomingRequest(request, connection, maxBodySize, pace, memory),
                answer,
                Overloaded.OPERATORS_PATHS.contains(resource) ? services.ofOperators() : services.others());
    }

    /** The first part of the path, decoded: the resource, or what a team's own endpoints are called together; a function's whole path. */
    private static String firstSegment(HttpServletRequest request) {
        var path = requireNonNullElse(request.getPathInfo(), request.getServletPath());
        if (path.startsWith(FUNCTIONS)) {
            return path;
        }
        var end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /** The request under a path that its problem can name: what follows a semicolon may be no URI, and the path is UTF-8. */
    private static HttpServletRequest withoutPathParameters(HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRequestURI() {
                return super.getRequestURI().replaceAll(";[^/]*", "");
            }

            @Override
            public String getCharacterEncoding() {
                return UTF_8.name();
            }
        };
    }

    private static void requireInTime(HttpServletRequest request) {
        if (Workers.isLate() && !Overloaded.OPERATORS_PATHS.contains(firstSegment(request))) {
            throw Overloaded.late();
        }
    }

    private void requireShortUrl(HttpServletRequest request) {
        var query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > maxUrlLength) {
            throw Problem.of(
                            HttpStatus.URI_TOO_LONG,
                            "too-large",
                            "path and query may have %d characters".formatted(maxUrlLength))
                    .toException();
        }
    }
}
