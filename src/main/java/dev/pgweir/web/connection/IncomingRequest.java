package dev.pgweir.web.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * A request whose body no worker waits for. What has come of it is kept in memory; a reader of a body that is not there yet
 * is unwound by a {@link HandOver}, and finds it whole the next time. A thread that may wait reads from the client
 * instead. Used by one thread after the other.
 */
public final class IncomingRequest extends HttpServletRequestWrapper {

    private static final Logger log = LoggerFactory.getLogger(IncomingRequest.class);

    private static final int CHUNK = 8 * 1024;

    /** What a request that is waited for costs, whatever its body. */
    private static final int BASE = 16 * 1024;

    private final ClientConnection connection;
    private final ClientMemory memory;
    private final long limit;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream(0);
    private long taken;
    private boolean whole;
    private @Nullable Exception failure;

    /**
     * @param limit of a longer body no more is kept, and given to who reads it, than shows that it is
     * @param pace how slowly the body may come
     * @param memory bounds all bodies that are waited for
     */
    public IncomingRequest(
            HttpServletRequest request,
            ClientConnection connection,
            long limit,
            TimelyBody.Pace pace,
            ClientMemory memory) {
        super(request);
        request.setAttribute(TimelyBody.Pace.class.getName(), pace);
        this.connection = connection;
        this.limit = limit;
        this.memory = memory;
    }

    /** What a browser asks before it lets a page ask is answered before; where no page of others may, it is asked like any request. */
    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) ? null : super.getHeader(name);
    }

    /** Whatever the client calls it: JSON knows no other, and paths are taken for it as well. */
    @Override
    public String getCharacterEncoding() {
        return UTF_8.name();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return HandOver.mayWait() && !whole ? super.getInputStream() : new Received();
    }

    /** Waits for the rest of the body. How that ends is told to the reader. */
    public void awaitBody() {
        try {
            take(BASE);
            var body = TimelyBody.of((HttpServletRequest) getRequest());
            var chunk = new byte[CHUNK];
            for (var read = 0; read >= 0 && received.size() <= limit; read = body.read(chunk)) {
                take(read);
                received.write(chunk, 0, read);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        whole = true;
    }

    /** Whether the client is still sending a body that nobody will read. */
    public boolean isUnread() throws IOException {
        if (connection.isReceived() || connection.isLast()) {
            return false;
        }
        if (getContentLengthLong() <= CHUNK) {
            receiveWhatIsHere();
        }
        return !connection.isReceived();
    }

    /** Reads the rest of the body, and forgets it, so that the client gets to see the answer; within the request's deadline. */
    public void discardBody() {
        try {
            TimelyBody.of((HttpServletRequest) getRequest()).transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException over) {
            log.debug("a client was answered before it sent its body, and did not send it to its end", over);
        }
    }

    /** Forgets what was kept. */
    public void release() {
        memory.giveBack(taken);
        taken = 0;
    }

    private void take(long bytes) {
        memory.take(bytes);
        taken += bytes;
    }

    /**
     * Reads without waiting. The end of a body of unknown length cannot be told without.
     *
     * @return whether it is all there
     */
    private boolean receiveWhatIsHere() throws IOException {
        var length = getContentLengthLong();
        var body = super.getInputStream();
        var chunk = new byte[CHUNK];
        while (received.size() < length && received.size() <= limit && connection.hasMore(body)) {
            var read = body.read(chunk);
            if (read < 0) {
                connection.requireRead();
                break;
            }
            received.write(chunk, 0, read);
        }
        return length >= 0 && received.size() >= Math.min(length, limit + 1);
    }

    /** The body as far as it is there; a worker that reads on is unwound. */
    private final class Received extends ServletInputStream {

        private @Nullable ByteArrayInputStream bytes;

        private ByteArrayInputStream bytes() throws IOException {
            if (bytes != null) {
                return bytes;
            }
            whole = whole || receiveWhatIsHere();
            if (!whole) {
                throw HandOver.untilBodyIsThere();
            }
            switch (failure) {
                case IOException stalled -> throw stalled;
                case RuntimeException refused -> throw refused;
                case null, default -> {}
            }
            var all = new ByteArrayInputStream(received.toByteArray());
            bytes = all;
            return all;
        }

        @Override
        public int read() throws IOException {
            return bytes().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return bytes().read(target, offset, length);
        }

        @Override
        public int available() {
            return bytes == null ? 0 : bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes != null && bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return whole;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read at once");
        }
    }
}
