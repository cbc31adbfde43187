package dev.pgweir.web.connection;

import dev.pgweir.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;
import org.springframework.http.HttpStatus;

/**
 * Refuses requests that come late, before anything else looks at them: under overload, what a refusal costs is taken from those
 * that are served. Left to the handlers are requests of operators, those with a body, which would have to be read, those
 * of pages of other origins, which could not read the refusal, and streams of HTTP/2, whose clients may not take it at once.
 * Gives all answers their {@link SecurityHeaders}.
 * Thread-safe.
 */
final class PunctualAdapter implements Adapter {

    /** Made once: a refusal has to be cheap. */
    private static final byte[] REFUSAL = Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", Overloaded.TOO_MANY)
            .toJson();

    private final Adapter served;

    PunctualAdapter(Adapter served) {
        this.served = served;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        SecurityHeaders.set(request, response);
        if (Workers.isLate() && isRefusable(request)) {
            refuse(request, response);
        } else {
            served.service(request, response);
        }
    }

    private static boolean isRefusable(Request request) {
        return ClientConnection.CURRENT.isBound()
                && request.getContentLengthLong() <= 0
                && request.getHeader("Transfer-Encoding") == null
                && request.getHeader("Origin") == null
                && Overloaded.OPERATORS_PATHS.stream()
                        .noneMatch(path -> request.requestURI().startsWithIgnoreCase(path, 0));
    }

    private void refuse(Request request, Response response) throws IOException {
        response.setStatus(503);
        response.setContentTypeNoCharset("application/problem+json");
        response.setContentLength(REFUSAL.length);
        response.setHeader("Retry-After", "1");
        if (!request.getMethod().equals("HEAD")) {
            response.doWrite(ByteBuffer.wrap(REFUSAL));
        }
        served.log(request, response, 0);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return served.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return served.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        served.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        served.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return served.getDomain();
    }
}
