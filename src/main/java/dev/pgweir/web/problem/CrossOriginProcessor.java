package dev.pgweir.web.problem;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.web.connection.ClientConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Spring's check of requests that come from pages of other origins, but for the refusal, which is a problem. */
public final class CrossOriginProcessor extends DefaultCorsProcessor {

    private final HandlerExceptionResolver problems;

    public CrossOriginProcessor(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var goesOn = check(allowed, request, response);
        if (!goesOn || CorsUtils.isPreFlightRequest(request)) {
            endBehindAnswer(request, response);
        }
        return goesOn;
    }

    private boolean check(@Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            return super.processRequest(allowed, request, response);
        } catch (ProblemException refusal) {
            problems.resolveException(request, response, null, refusal);
            return false;
        }
    }

    /** No worker waits for a body that browsers do not send before they are allowed to. */
    private static void endBehindAnswer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var connection = ClientConnection.of(request);
        if (!connection.isReceived()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            response.flushBuffer();
            connection.endBehindAnswer();
        }
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw Problem.of(HttpStatus.FORBIDDEN, "origin-not-allowed", "pages of this origin may not use the gateway")
                .error(Map.of("header", HttpHeaders.ORIGIN))
                .toException();
    }
}
