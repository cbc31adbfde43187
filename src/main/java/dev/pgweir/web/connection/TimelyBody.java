package dev.pgweir.web.connection;

import dev.pgweir.request.RequestContext;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.web.connection.ClientConnection.Http1;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.ClientAbortException;

/**
 * A body that is read within the deadline of its request, however slowly it comes. A client who stops to send is waited for
 * until then, or as long as the server waits for any client; for one of HTTP/2 always as long as that. Not thread-safe.
 */
public final class TimelyBody extends FilterInputStream {

    private final ClientConnection connection;

    private TimelyBody(InputStream body, ClientConnection connection) {
        super(body);
        this.connection = connection;
    }

    /** The body of a request. */
    public static InputStream of(HttpServletRequest request) throws IOException {
        return new TimelyBody(request.getInputStream(), ClientConnection.of(request));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads what has come, or waits for more.
     *
     * @throws RequestEnded where the deadline has passed
     * @throws SocketTimeoutException where the client stopped to send
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        // What went wrong before is more than that its time has passed since.
        connection.requireRead();
        RequestContext.current().ifPresent(this::limitWait);
        var stalled = false;
        try {
            var read = super.read(target, offset, length);
            if (read < 0) {
                connection.requireRead();
            }
            return read;
        } catch (SocketTimeoutException timeout) {
            stalled = true;
            keepForAnswer();
            throw timeout;
        } catch (ClientAbortException e) {
            if (e.getCause() instanceof SocketTimeoutException timeout) {
                throw timeout;
            }
            throw e;
        } finally {
            // The server may have found the socket silent as well, and say so only later.
            if (!stalled && connection instanceof Http1 http1) {
                http1.endWait();
            }
        }
    }

    /** The server closes it: what is left may have to be read before the next request can. */
    @Override
    public void close() {}

    private void limitWait(RequestContext request) {
        request.requireTime();
        if (connection instanceof Http1 http1) {
            http1.waitAtMost(request.deadline().remaining());
        }
    }

    /** The server looks for sockets that were silent for too long, too, and closes them. */
    private void keepForAnswer() {
        if (connection instanceof Http1 http1) {
            http1.waitForever();
        }
    }
}
