package dev.pgweir.web.connection;

import dev.pgweir.routing.RunningRequest.Client;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The other end of the connection that a request came over. Watched by one thread, while the request's own does not read. */
public sealed interface ClientConnection extends Client {

    /** The connection of HTTP/1.1 that this thread serves; unbound where it serves a stream of HTTP/2. */
    ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();

    /** The connection of a request that this thread serves. */
    static ClientConnection of(HttpServletRequest request) {
        return CURRENT.isBound() ? CURRENT.get() : new Http2(request);
    }

    /**
     * A connection of HTTP/1.1. While a request is served nobody listens to its socket, so this tries to read from it. What
     * comes is kept for the next request by the socket's own buffer; the end of the stream, also where only the client's half
     * was closed, means that he has left. Of one who sent more before he left, that is not seen.
     *
     * @param socket the server's end
     * @param request the request that is being served
     * @param patience how long the server waits for a client to send more
     */
    record Http1(SocketWrapperBase<?> socket, Request request, Duration patience) implements ClientConnection {

        /** Once its body was read to the end: nothing on the socket belongs to this request any more. */
        @Override
        public boolean isWatchable() {
            return request.isFinished();
        }

        @Override
        public boolean hasLeft() {
            try {
                var _ = socket.isReadyForRead();
                return false;
            } catch (IOException closed) {
                return true;
            }
        }

        /** From now on the request waits no longer than this for more of its body. */
        void waitAtMost(Duration time) {
            var shorter = time.compareTo(patience) < 0 ? time : patience;
            socket.setReadTimeout(Math.max(1, shorter.toMillis()));
        }

        /**
         * Has it end by a reset rather than in good order, which clients of HTTP/1.0, and some of HTTP/1.1, would take for
         * the end of the answer.
         */
        public void resetAtEnd() throws IOException {
            if (socket.getSocket() instanceof NioChannel channel) {
                channel.getIOChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
    }

    /**
     * A stream of HTTP/2. The server listens to its connection all the time, and leaves an error in the request where the
     * stream was reset or the connection closed.
     *
     * @param request the request that is being served
     */
    record Http2(HttpServletRequest request) implements ClientConnection {

        @Override
        public boolean isWatchable() {
            return true;
        }

        @Override
        public boolean hasLeft() {
            return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
        }
    }
}
