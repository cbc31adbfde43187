package dev.pgweir.web.connection;

import dev.pgweir.request.Client;
import dev.pgweir.request.PlaceInLine;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The other end of the connection that a request came over. Watched by one thread, while the request's own does not read. */
public sealed interface ClientConnection extends Client {

    /** The connection of HTTP/1.1 that this thread serves; unbound where it serves a stream of HTTP/2. */
    ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();

    /** How long a worker may try to send an answer that fits into a socket whose client has taken the answers before. */
    Duration HASTE = Duration.ofMillis(250);

    /** The connection of a request, whichever thread serves it by now. */
    static ClientConnection of(HttpServletRequest request) {
        var name = ClientConnection.class.getName();
        if (request.getAttribute(name) instanceof ClientConnection known) {
            return known;
        }
        var connection = CURRENT.isBound() ? CURRENT.get() : new Http2(request);
        request.setAttribute(name, connection);
        return connection;
    }

    /** Whether a read of the request's body would find something, or its end, without waiting. */
    boolean hasMore(InputStream body) throws IOException;

    /** Whether nothing of the request is left to be read. */
    boolean isReceived();

    /**
     * Whether no further request can follow on it: the client has asked before it sends the body, and nobody wanted it, so it
     * may come nevertheless or not; or the body could not be read to its end.
     */
    boolean isLast();

    /**
     * To be called where the body seems to end.
     *
     * @throws IOException what went wrong instead, if something did
     */
    void requireRead() throws IOException;

    /** Has it end behind the answer, which must have been sent: nobody waits for the rest of the request. */
    void endBehindAnswer();

    /** Whether a small answer is sure to be sent without waiting for the client, or at least not for long. */
    boolean hasRoom();

    /** From now on waits for the client to take the answer for as long as the server waits for any client. */
    void bePatient();

    /** Ends it at once. */
    void cut();

    @Override
    default void giveWay() {
        Workers.giveWay();
    }

    @Override
    default PlaceInLine joinLine() {
        return Workers.joinLine();
    }

    /**
     * A connection of HTTP/1.1. While a request is served nobody listens to its socket, so this tries to read from it. What
     * comes is kept for the next request by the socket's own buffer; the end of the stream, also where only the client's half
     * was closed, means that it has left. If it sent more before it left, that is not seen.
     *
     * @param socket the server's end
     * @param request the request that is being served
     * @param patience how long the server waits for a client to send more
     * @param reading whether a thread waits for more of the body, and sees itself when that takes too long
     * @param body keeps what goes wrong with reading the body
     */
    record Http1(
            SocketWrapperBase<?> socket, Request request, Duration patience, AtomicBoolean reading, BodyBuffer body)
            implements ClientConnection {

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

        @Override
        public boolean hasMore(InputStream body) throws IOException {
            if (body.available() > 0) {
                return true;
            }
            request.action(ActionCode.AVAILABLE, true);
            return request.getAvailable() > 0;
        }

        @Override
        public boolean isReceived() {
            return request.isFinished();
        }

        @Override
        public boolean isLast() {
            return body.hasFailed()
                    || (request.hasExpectation() && request.getBytesRead() == 0 && !request.isFinished());
        }

        @Override
        public void requireRead() throws IOException {
            body.requireRead();
        }

        @Override
        public void endBehindAnswer() {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            // The server takes it for an error that it has yet to answer.
            request.getResponse().setErrorReported();
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void bePatient() {
            socket.setWriteTimeout(patience.toMillis());
        }

        @Override
        public void cut() {
            socket.close();
        }

        /** Cuts off a client who lets workers wait, as those who have not taken the answers before do. */
        void beHasty() {
            socket.setWriteTimeout(HASTE.toMillis());
        }

        /** From now on the request waits no longer than this for more of its body. */
        void waitAtMost(Duration time) {
            var shorter = time.compareTo(patience) < 0 ? time : patience;
            socket.setReadTimeout(Math.max(1, shorter.toMillis()));
            reading.set(true);
        }

        /** The wait is over, whatever it came to. */
        void endWait() {
            reading.set(false);
        }

        /** Nothing more is read for this request. The next one has its own time. */
        void waitForever() {
            socket.setReadTimeout(-1);
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
        public boolean hasMore(InputStream body) throws IOException {
            return body.available() > 0;
        }

        /** The server itself resets a stream that sends what nobody reads. */
        @Override
        public boolean isReceived() {
            return true;
        }

        @Override
        public boolean isLast() {
            return false;
        }

        /** The server throws it by itself. */
        @Override
        public void requireRead() {}

        /** Streams do not follow each other. */
        @Override
        public void endBehindAnswer() {}

        /** The client's window may have any size. */
        @Override
        public boolean hasRoom() {
            return false;
        }

        /** Streams have a time of their own. */
        @Override
        public void bePatient() {}

        /** Bodies that nobody reads are the server's own affair. */
        @Override
        public void cut() {}

        @Override
        public boolean hasLeft() {
            return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
        }
    }
}
