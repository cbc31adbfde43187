package dev.pgweir.web.connection;

import dev.pgweir.request.RequestContext;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.web.connection.ClientConnection.Http1;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;

/**
 * A body that is read within the deadline of its request, however slowly it comes. A client who stops to send, or
 * sends too slowly, is waited for until then, or as long as the server waits for any client; for one of HTTP/2 always as long as
 * that. Only the time counts in which nothing was there to be read. Not thread-safe.
 */
public final class TimelyBody extends FilterInputStream {

    /**
     * How slowly a body may come.
     *
     * @param bytesPerSecond 0 for as slowly as the client likes
     */
    public record Pace(long bytesPerSecond) {

        static final Pace ANY = new Pace(0);

        /** What a client may need to get going. */
        private static final Duration GRACE = Duration.ofSeconds(5);

        private static final Duration FOREVER = Duration.ofDays(365);

        /** How much longer a body may be waited for. */
        Duration patience(long received, Duration waited) {
            return bytesPerSecond == 0
                    ? FOREVER
                    : GRACE.plusSeconds(received / bytesPerSecond).minus(waited);
        }
    }

    private final ClientConnection connection;
    private final Pace pace;
    private long received;
    private Duration waited = Duration.ZERO;

    private TimelyBody(InputStream body, ClientConnection connection, Pace pace) {
        super(body);
        this.connection = connection;
        this.pace = pace;
    }

    /** The body of a request. */
    public static InputStream of(HttpServletRequest request) throws IOException {
        var pace = request.getAttribute(Pace.class.getName()) instanceof Pace asked ? asked : Pace.ANY;
        return new TimelyBody(request.getInputStream(), ClientConnection.of(request), pace);
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
     * @throws SocketTimeoutException where the client stopped to send, or sends too slowly
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        // What went wrong before is more than that its time has passed since.
        connection.requireRead();
        RequestContext.current().ifPresent(this::limitWait);
        var stalled = false;
        try {
            return receive(target, offset, length);
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

    private int receive(byte[] target, int offset, int length) throws IOException {
        var begun = System.nanoTime();
        var read = super.read(target, offset, length);
        waited = waited.plusNanos(System.nanoTime() - begun);
        if (read < 0) {
            connection.requireRead();
        } else {
            received += read;
        }
        return read;
    }

    /** The server closes it: what is left may have to be read before the next request can. */
    @Override
    public void close() {}

    private void limitWait(RequestContext request) {
        request.requireTime();
        if (connection instanceof Http1 http1) {
            http1.waitAtMost(request.deadline().remaining(pace.patience(received, waited)));
        }
    }

    /** The server looks for sockets that were silent for too long, too, and closes them. */
    private void keepForAnswer() {
        if (connection instanceof Http1 http1) {
            http1.waitForever();
        }
    }
}
