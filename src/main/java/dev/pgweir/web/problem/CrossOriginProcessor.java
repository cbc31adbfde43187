package dev.pgweir.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Spring's check of requests that come from pages of other origins, but for the refusal, which is a problem. */
public final class CrossOriginProcessor extends DefaultCorsProcessor {

    private final HandlerExceptionResolver problems;

    /** A request comes from a page of an origin that is not allowed to send it. */
    static final class OriginNotAllowed extends RuntimeException {

        OriginNotAllowed() {
            super("pages of this origin may not use the gateway");
        }
    }

    public CrossOriginProcessor(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration allowed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            return super.processRequest(allowed, request, response);
        } catch (OriginNotAllowed refusal) {
            problems.resolveException(request, response, null, refusal);
            return false;
        }
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw new OriginNotAllowed();
    }
}
