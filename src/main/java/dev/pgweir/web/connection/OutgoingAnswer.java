package dev.pgweir.web.connection;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * An answer that no worker waits for its client to take. What fits into the server's own buffer stays there, to be sent at the
 * end; what does not is held here, and sent as fast as the client takes it. A thread that may wait for the client writes
 * to it at once. Used by one thread after the other.
 */
public final class OutgoingAnswer extends HttpServletResponseWrapper {

    private final ClientConnection connection;
    private final ClientMemory memory;
    private int buffered;
    private @Nullable ByteArrayOutputStream rest;
    private boolean refused;

    /** @param memory bounds all answers that are not taken */
    public OutgoingAnswer(HttpServletResponse response, ClientConnection connection, ClientMemory memory) {
        super(response);
        this.connection = connection;
        this.memory = memory;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        var out = super.getOutputStream();
        return HandOver.mayWait() ? out : new Held(out);
    }

    /** Asked for the methods of what is not there, the servlet would name all. */
    @Override
    public void setHeader(String name, String value) {
        if (getStatus() != SC_NOT_FOUND || !name.equals(HttpHeaders.ALLOW)) {
            super.setHeader(name, value);
        }
    }

    /** It is sent at the end. */
    @Override
    public void flushBuffer() throws IOException {
        if (HandOver.mayWait()) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        forget();
    }

    @Override
    public void reset() {
        super.reset();
        forget();
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status, message);
        refuse();
    }

    @Override
    public void sendError(int status) throws IOException {
        super.sendError(status);
        refuse();
    }

    private void refuse() {
        forget();
        refused = true;
    }

    private void forget() {
        buffered = 0;
        rest = null;
    }

    /** Sends all of it, and ends it; to be called by a thread that may wait for the client. */
    public void sendPatiently() throws IOException {
        if (!refused) {
            super.getOutputStream().close();
        }
    }

    /**
     * Sends all that a worker has left here, without an end; to be called by a thread that may wait for the client.
     *
     * @return false where the server is to answer an error without content by itself
     */
    public boolean flushPatiently() throws IOException {
        if (refused) {
            return false;
        }
        connection.bePatient();
        flush();
        return true;
    }

    private void flush() throws IOException {
        if (!isCommitted() && rest == null && getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            setContentLength(buffered);
        }
        var out = super.getOutputStream();
        if (rest != null) {
            rest.writeTo(out);
            rest = null;
        }
        out.flush();
    }

    /** Has it sent without waiting for the client. What is sure to fit is left to the server. */
    public void send(HttpServletRequest request) throws IOException {
        if (refused) {
            return;
        }
        var last = connection.isLast();
        if (last) {
            setHeader(HttpHeaders.CONNECTION, "close");
        }
        if (!isCommitted() && (rest != null || (!connection.hasRoom() && buffered > 0))) {
            sendAsync(request, last);
        } else if (last) {
            flush();
            connection.endBehindAnswer();
        }
    }

    private void sendAsync(HttpServletRequest request, boolean last) throws IOException {
        connection.bePatient();
        var async = request.startAsync();
        async.setTimeout(0);
        var out = super.getOutputStream();
        out.setWriteListener(new Sending(out, last, async::complete));
    }

    private final class Held extends ServletOutputStream {

        private final ServletOutputStream out;

        Held(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        /** A buffer that is full would be sent. */
        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (rest == null && buffered + length < getBufferSize()) {
                out.write(source, offset, length);
                buffered += length;
            } else {
                rest = rest == null ? new ByteArrayOutputStream(length) : rest;
                rest.write(source, offset, length);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("answers are written at once");
        }
    }

    /** Sends what is held. The server calls it whenever the client has taken what it was given. */
    private final class Sending implements WriteListener {

        private final ServletOutputStream out;
        private final boolean last;
        private final Runnable onEnd;
        private int step;
        private long taken;

        /** @param last whether the connection is to end behind the answer */
        Sending(ServletOutputStream out, boolean last, Runnable onEnd) {
            this.out = out;
            this.last = last;
            this.onEnd = onEnd;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                switch (step++) {
                    case 0 -> {
                        if (rest != null) {
                            rest.writeTo(out);
                        }
                    }
                    case 1 -> out.flush();
                    case 2 -> out.close();
                    default -> {
                        end();
                        if (last) {
                            connection.endBehindAnswer();
                        }
                        onEnd.run();
                        return;
                    }
                }
            }
            hold();
        }

        /** The server now has a copy of its own. */
        private void hold() {
            if (taken == 0 && rest != null) {
                memory.take(rest.size());
                taken = rest.size();
                rest = null;
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        private void end() {
            memory.giveBack(taken);
            taken = 0;
        }
    }
}
