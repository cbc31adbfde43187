package dev.pgweir.web.connection;

import java.io.IOException;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The server's HTTP/1.1, which in addition lets requests know their {@link ClientConnection}. */
public class WatchfulHttpProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new WatchfulProcessor(this);
    }

    private static final class WatchfulProcessor extends Http11Processor {

        WatchfulProcessor(WatchfulHttpProtocol protocol) {
            super(protocol, protocol.getAdapter());
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            ClientConnection connection = new ClientConnection.Http1(socket, request);
            return ScopedValue.where(ClientConnection.CURRENT, connection)
                    .<SocketState, IOException>call(() -> super.service(socket));
        }
    }
}
