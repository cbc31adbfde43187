package dev.pgweir.web.connection;

import dev.pgweir.limits.AddressConnections;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The server's connections, of which those are closed as soon as they come whose address has too many. Thread-safe. */
final class CountingEndpoint extends NioEndpoint {

    private final Map<SocketChannel, Runnable> atEnd = new ConcurrentHashMap<>();
    private volatile @Nullable AddressConnections limits;

    /** From now on bounds those of an address. */
    void limit(AddressConnections limited) {
        limits = limited;
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        var limited = limits;
        if (limited == null) {
            return super.setSocketOptions(socket);
        }
        var end = open(socket, limited);
        if (end.isEmpty()) {
            destroySocket(socket);
            return false;
        }
        atEnd.put(socket, end.get());
        var taken = super.setSocketOptions(socket);
        if (!taken) {
            end(socket);
        }
        return taken;
    }

    private static Optional<Runnable> open(SocketChannel socket, AddressConnections limited) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress peer
                    ? limited.open(peer.getAddress())
                    : Optional.of(() -> {});
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void end(SocketChannel socket) {
        var end = atEnd.remove(socket);
        if (end != null) {
            end.run();
        }
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new CountedHandler(handler));
    }

    /** Is told of each connection that closes, for whatever reason. */
    private final class CountedHandler implements Handler<NioChannel> {

        private final AbstractEndpoint.Handler<NioChannel> served;

        private CountedHandler(AbstractEndpoint.Handler<NioChannel> served) {
            this.served = served;
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            try {
                served.release(socket);
            } finally {
                end(socket.getSocket().getIOChannel());
            }
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            return served.process(socket, event);
        }

        @Override
        public Object getGlobal() {
            return served.getGlobal();
        }

        @Override
        public void pause() {
            served.pause();
        }

        @Override
        public void recycle() {
            served.recycle();
        }
    }
}
