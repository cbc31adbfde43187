package dev.pgweir.web;

import dev.pgweir.routing.RouteListener;
import dev.pgweir.web.problem.RequestTooLarge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets requests in: refuses URLs that are too long, and has each answer name the node that served it. */
@Component
class AdmissionFilter extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;
    private final long maxUrlLength;

    AdmissionFilter(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, WebProperties properties) {
        this.problems = problems;
        this.maxUrlLength = properties.maxUrlLength().toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > maxUrlLength) {
            var failure = new RequestTooLarge(
                    HttpStatus.URI_TOO_LONG, "path and query may have %d characters".formatted(maxUrlLength));
            problems.resolveException(request, response, null, failure);
            return;
        }
        RouteListener listener = route -> response.setHeader("Served-By", route.servedBy());
        try {
            ScopedValue.where(RouteListener.CURRENT, listener).call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
