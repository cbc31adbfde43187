package dev.pgweir.web.problem;

import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.web.connection.ClientConnection;
import dev.pgweir.web.connection.ClientConnection.Http1;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Deals with a failure after the answer has begun: no problem can be sent any more, so the server is told to cut the
 * connection, and the client cannot take what it got for the whole.
 */
@Component
public final class BrokenAnswer implements HandlerExceptionResolver, Ordered {

    private static final String FAILURE = BrokenAnswer.class.getName();

    private static final Logger log = LoggerFactory.getLogger(BrokenAnswer.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!response.isCommitted() || isErrorOfTheServer(response)) {
            return null;
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException || hasLeft()) {
            log.debug("{} was cut off: its client takes no more", request.getRequestURI(), failure);
        } else {
            log.warn("{} was cut off: {}", request.getRequestURI(), failure.getMessage());
        }
        request.setAttribute(FAILURE, failure);
        return new ModelAndView();
    }

    /** Whether the answer to a request broke off. */
    public static boolean isBroken(HttpServletRequest request) {
        return request.getAttribute(FAILURE) != null;
    }

    /** Cuts the connection of a request whose answer broke off, or its stream of HTTP/2. Does nothing for any other. */
    static void cut(Request request, Response response) throws IOException {
        if (request.getAttribute(FAILURE) instanceof Exception failure) {
            if (request.getProtocol().equals("HTTP/2.0")) {
                // The server would still end the stream in good order, but for trailers that are not to be had.
                response.setTrailerFields(() -> {
                    throw new IllegalStateException("the answer broke off", failure);
                });
            } else if (ClientConnection.of(request) instanceof Http1 connection) {
                connection.resetAtEnd();
            }
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, failure);
        }
    }

    /** What the server answers by itself where it could not read a body counts as committed, though it is yet to be sent. */
    private static boolean isErrorOfTheServer(HttpServletResponse response) {
        return response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
    }

    private static boolean hasLeft() {
        return RequestContext.current()
                .filter(running -> running.isCancelled(Cancellation.CLIENT_LEFT))
                .isPresent();
    }

    /** Before those that answer. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
