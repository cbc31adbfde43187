package dev.pgweir.web.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of a connection's requests as the server reads them. A failure looks like the end of the body to the server, and is
 * kept for the reader: the server would answer it at once, also where another thread is still busy with the request. Used by
 * one thread after the other.
 */
final class BodyBuffer implements InputBuffer {

    private final InputBuffer server;
    private volatile @Nullable IOException failure;

    BodyBuffer(InputBuffer server) {
        this.server = server;
    }

    /** The next connection has its own bodies. */
    void reset() {
        failure = null;
    }

    @Override
    public int doRead(ApplicationBufferHandler target) {
        if (failure != null) {
            return -1;
        }
        try {
            return server.doRead(target);
        } catch (IOException e) {
            failure = e;
            return -1;
        }
    }

    @Override
    public int available() {
        return server.available();
    }

    boolean hasFailed() {
        return failure != null;
    }

    /**
     * Throws what went wrong, if something did.
     *
     * @throws BadRequestException where the body is malformed, or its client has closed the connection within it
     * @throws SocketTimeoutException where the client stopped to send
     * @throws ClientAbortException where the connection is lost
     */
    void requireRead() throws IOException {
        switch (failure) {
            case null -> {}
            case BadRequestException malformed -> throw malformed;
            case SocketTimeoutException stalled -> throw stalled;
            case EOFException _ -> throw new BadRequestException("it was cut off by its client");
            case IOException lost -> throw new ClientAbortException(lost);
        }
    }
}
