package dev.pgweir.web.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.reflect.Field;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11OutputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.springframework.http.HttpStatus;

/**
 * Writes status lines with the reason phrases of RFC 9110, as in {@code HTTP/1.1 200 OK}. The server leaves them out, though clients
 * show them and PostgREST's compare them. It makes this buffer in a private field of its own and asks for no other, so the field
 * is set by reflection.
 */
final class StatusLines extends Http11OutputBuffer {

    private static final Field OUTPUT = field();
    private static final byte[][] LINES = new byte[600][];

    static {
        for (var status = 100; status < LINES.length; status++) {
            var known = HttpStatus.resolve(status);
            if (known != null) {
                LINES[status] = "HTTP/1.1 %d %s\r\n"
                        .formatted(status, known.getReasonPhrase())
                        .getBytes(US_ASCII);
            }
        }
    }

    private StatusLines(Response response, int maxHeaderSize) {
        super(response, maxHeaderSize);
    }

    /** Has a processor that is new write all its status lines so. */
    static void install(Http11Processor processor, Response response, int maxHeaderSize) {
        try {
            var lines = new StatusLines(response, maxHeaderSize);
            for (var filter : ((Http11OutputBuffer) OUTPUT.get(processor)).getFilters()) {
                lines.addFilter(filter);
            }
            OUTPUT.set(processor, lines);
            response.setOutputBuffer(lines);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void sendStatus(int status) {
        if (status < LINES.length && LINES[status] != null) {
            write(LINES[status]);
        } else {
            super.sendStatus(status);
        }
    }

    private static Field field() {
        try {
            var field = Http11Processor.class.getDeclaredField("outputBuffer");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
