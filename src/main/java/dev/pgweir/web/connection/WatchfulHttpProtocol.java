package dev.pgweir.web.connection;

import dev.pgweir.limits.AddressConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * The server's HTTP/1.1, which in addition writes reason phrases, refuses what comes late, lets requests know their {@link ClientConnection}, and does
 * not let them change to HTTP/2, and lets clients go before it stops. A client begins with that instead: an upgrade has the server hold the request's body, and brings
 * together on one connection what the clients that ask for it (Java's own) cannot hold apart.
 */
@NamedInterface("connection")
public class WatchfulHttpProtocol extends Http11NioProtocol {

    private final CountingEndpoint endpoint;
    private volatile boolean stopping;

    /** How many requests a connection may have, while clients are let go. */
    private OptionalInt requestsBefore = OptionalInt.empty();

    public WatchfulHttpProtocol() {
        this(new CountingEndpoint());
    }

    private WatchfulHttpProtocol(CountingEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Bounds the connections of an address. */
    public void limit(AddressConnections connections) {
        endpoint.limit(connections);
    }

    /**
     * Has clients go elsewhere: from now on each answer of HTTP/1.1 ends its connection, and connections of HTTP/2 that are open take
     * no new requests after a moment (RFC 9113, section 6.8).
     */
    public synchronized void letClientsGo() {
        requestsBefore = OptionalInt.of(requestsBefore.orElse(getMaxKeepAliveRequests()));
        setMaxKeepAliveRequests(1);
        endpoint.getHandler().pause();
    }

    /**
     * While no new connections are taken any more, those that are open are still served, and end with the answer: a client that had
     * none for a while may begin a request before it sees that its connection is to end.
     */
    @Override
    public boolean isPaused() {
        return stopping && super.isPaused();
    }

    /** What was stopped may go on: then clients may stay. */
    public synchronized void letClientsStay() {
        stopping = false;
        requestsBefore.ifPresent(this::setMaxKeepAliveRequests);
        requestsBefore = OptionalInt.empty();
    }

    @Override
    public void stop() throws Exception {
        stopping = true;
        super.stop();
    }

    @Override
    protected Processor createProcessor() {
        return new WatchfulProcessor(this);
    }

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new PunctualAdapter(adapter));
    }

    /** Asked while a request is served, it is about an upgrade; else, about a connection that has begun with HTTP/2. */
    @Override
    public @Nullable UpgradeProtocol getUpgradeProtocol(String name) {
        return ClientConnection.CURRENT.isBound() ? null : super.getUpgradeProtocol(name);
    }

    private static final class WatchfulProcessor extends Http11Processor {

        private final Duration patience;
        private final AtomicBoolean reading = new AtomicBoolean();
        private final BodyBuffer body;

        WatchfulProcessor(WatchfulHttpProtocol protocol) {
            super(protocol, protocol.getAdapter());
            StatusLines.install(this, response, protocol.getMaxHttpResponseHeaderSize());
            this.patience = Duration.ofMillis(protocol.getConnectionTimeout());
            this.body = new BodyBuffer(request.getInputBuffer());
            request.setInputBuffer(body);
        }

        /** The server also looks for sockets that are silent for too long, and would close one that is waited for. */
        @Override
        public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
            if (event == SocketEvent.ERROR && reading.get()) {
                return SocketState.LONG;
            }
            var state = super.process(socket, event);
            if (state == SocketState.CLOSED && isAsync()) {
                tellOfEnd();
            }
            return state;
        }

        /** The server does not tell those who listen to a request that it ends for an error of its connection. */
        private void tellOfEnd() throws IOException {
            var completing = new AtomicBoolean();
            action(ActionCode.ASYNC_IS_COMPLETING, completing);
            if (completing.get()) {
                asyncPostProcess();
            }
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            reading.set(false);
            body.reset();
            var connection = new ClientConnection.Http1(socket, request, patience, reading, body);
            connection.beHasty();
            return ScopedValue.where(ClientConnection.CURRENT, connection)
                    .<SocketState, IOException>call(() -> super.service(socket));
        }
    }
}
