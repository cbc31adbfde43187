package dev.pgweir.web;

import static java.util.Objects.requireNonNullElse;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.RunningRequest;
import dev.pgweir.routing.RunningRequest.Cancellation;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.TokenCodec;
import dev.pgweir.web.connection.ClientConnection;
import dev.pgweir.web.header.ClientSessions;
import dev.pgweir.web.header.Deadlines;
import dev.pgweir.web.header.Profiles;
import dev.pgweir.web.header.SchemaNotServed;
import dev.pgweir.web.problem.RequestTooLarge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets requests in: refuses URLs that are too long or cannot be decoded, and other schemas than the one served, binds each
 * request to its deadline, and has each answer name the node that served it.
 */
@Component
class AdmissionFilter extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;
    private final Catalogs catalogs;
    private final long maxUrlLength;
    private final Deadlines deadlines;
    private final ClientSessions sessions;

    AdmissionFilter(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            Catalogs catalogs,
            WebProperties properties,
            TokenCodec tokens) {
        this.problems = problems;
        this.catalogs = catalogs;
        this.maxUrlLength = properties.maxUrlLength().toBytes();
        this.deadlines = new Deadlines(properties.defaultDeadline(), properties.maxDeadline());
        this.sessions = new ClientSessions(tokens, properties.consistencyCookie());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, "Accept, Prefer, Range, Consistency-Token");
        RunningRequest running;
        Session session;
        try {
            requireShortUrl(request);
            QueryString.checkPath(request);
            Profiles.check(request, catalogs.schema());
            running = new RunningRequest(
                    firstSegment(request), deadlines.of(request, response), ClientConnection.of(request));
            session = sessions.of(request, response);
        } catch (RequestTooLarge | InvalidRequest | SchemaNotServed refusal) {
            problems.resolveException(withoutPathParameters(request), response, null, refusal);
            return;
        }
        serve(running, session, request, response, chain);
        if (running.isCancelled(Cancellation.CLIENT_LEFT)) {
            throw new ClientAbortException("the client left before it was answered");
        }
    }

    private static void serve(
            RunningRequest running,
            Session session,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        Route.Listener listener = route -> response.setHeader("Served-By", route.servedBy());
        try {
            ScopedValue.where(Route.Listener.CURRENT, listener)
                    .where(RunningRequest.CURRENT, running)
                    .where(Session.CURRENT, session)
                    .call(() -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    /** The first part of the path, decoded: the resource, or what a team's own endpoints are called together. */
    private static String firstSegment(HttpServletRequest request) {
        var path = requireNonNullElse(request.getPathInfo(), request.getServletPath());
        var end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    /** The request under a path that its problem can name: what follows a semicolon may be no URI. */
    private static HttpServletRequest withoutPathParameters(HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRequestURI() {
                return super.getRequestURI().replaceAll(";[^/]*", "");
            }
        };
    }

    private void requireShortUrl(HttpServletRequest request) {
        var query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > maxUrlLength) {
            throw new RequestTooLarge(
                    HttpStatus.URI_TOO_LONG, "path and query may have %d characters".formatted(maxUrlLength));
        }
    }
}
