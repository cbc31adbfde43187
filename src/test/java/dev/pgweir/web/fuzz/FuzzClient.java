package dev.pgweir.web.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, many of them at once over one connection where they can be told apart, and notes what was answered
 * wrongly or not at all. Not thread-safe.
 */
final class FuzzClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final URI gateway;
    private final Collection<String> complaints;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /** @param complaints where to note what is wrong */
    FuzzClient(URI gateway, Collection<String> complaints) {
        this.gateway = gateway;
        this.complaints = complaints;
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** Sends framed requests one after the other without waiting for answers; those behind a connection's end once more. */
    void pipeline(Collection<FuzzedRequest> requests) throws IOException {
        Deque<FuzzedRequest> unanswered = new ArrayDeque<>(requests);
        while (!unanswered.isEmpty()) {
            var before = unanswered.size();
            exchange(unanswered);
            if (unanswered.size() == before) {
                alone(unanswered.remove());
            }
        }
    }

    /** Sends a request on a connection of its own; one that is not framed may be left without an answer. */
    void alone(FuzzedRequest request) throws IOException {
        close();
        Deque<FuzzedRequest> unanswered = new ArrayDeque<>();
        unanswered.add(request);
        exchange(unanswered);
        if (request.framed() && !unanswered.isEmpty()) {
            complaints.add("not answered: " + request);
        }
        close();
    }

    private void exchange(Deque<FuzzedRequest> unanswered) throws IOException {
        try {
            send(unanswered);
            while (!unanswered.isEmpty()) {
                var request = unanswered.element();
                var reply = HttpReply.read(in, request.isHead());
                if (reply.isEmpty()) {
                    close();
                    return;
                }
                unanswered.remove();
                check(request, reply.get());
                if (reply.get().isLast()) {
                    close();
                    return;
                }
            }
        } catch (SocketTimeoutException hangs) {
            complaints.add("hangs: " + unanswered.remove());
            close();
        } catch (IOException reset) {
            // The server closes a connection that it cannot read on; what it had said may be lost by that.
            close();
        }
    }

    private void send(Collection<FuzzedRequest> requests) throws IOException {
        var bytes = new ByteArrayOutputStream();
        requests.forEach(request -> request.appendTo(bytes));
        var connection = connected();
        connection.getOutputStream().write(bytes.toByteArray());
        if (requests.stream().anyMatch(request -> !request.framed())) {
            connection.shutdownOutput();
        }
    }

    private Socket connected() throws IOException {
        var connection = socket;
        if (connection == null) {
            connection = new Socket(gateway.getHost(), gateway.getPort());
            connection.setSoTimeout(PATIENCE_MILLIS);
            connection.setTcpNoDelay(true);
            in = new BufferedInputStream(connection.getInputStream());
            socket = connection;
        }
        return connection;
    }

    private void check(FuzzedRequest request, HttpReply reply) {
        statuses.merge(reply.status(), 1, Integer::sum);
        if (reply.status() >= 500 && !isUnsupported(request, reply)) {
            complaints.add("answered %d: %s".formatted(reply.status(), request));
        }
        if (reply.status() == 200
                && !reply.headers().containsKey("content-type")
                && !request.mentions("OPTIONS ")
                && !isMerged(reply)) {
            complaints.add("answered 200 without a word: " + request);
        }
        var type = Optional.ofNullable(reply.headers().get("content-type")).orElse("");
        if (reply.status() >= 400 && !type.startsWith("application/problem+json")) {
            complaints.add("answered %d as \"%s\": %s".formatted(reply.status(), type, request));
        }
    }

    /** No row was new, and none is wanted back. */
    private static boolean isMerged(HttpReply reply) {
        return reply.headers().getOrDefault("preference-applied", "").contains("resolution=");
    }

    /** What HTTP has these two for: a coding or a version of its own that the server does not know. */
    private static boolean isUnsupported(FuzzedRequest request, HttpReply reply) {
        return (reply.status() == 501 && request.mentions("Transfer-Encoding: ")) || reply.status() == 505;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
