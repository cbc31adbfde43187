package dev.pgweir.web.problem;

import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.web.header.ClientSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes back what a failure has made untrue, before others answer it: the node that served an earlier attempt, and a browser's
 * token of a write that is lost. Thread-safe.
 */
@Component
final class OutdatedHeaders implements HandlerExceptionResolver, Ordered {

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof NoNodeAvailable) {
            response.setHeader("Served-By", null);
        } else if (failure instanceof WriteLost) {
            ClientSessions.forget(request, response);
        }
        return null;
    }

    /** Behind {@link BrokenAnswer}, before those that answer. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
