package dev.pgweir.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that begins with HTTP/2 and knows just enough of its frames (RFC 9113, section 6). */
public final class RawHttp2Client implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int CANCEL = 8;

    /** How much the server may send without being asked for more. */
    private static final byte[] LARGE_WINDOW = {0x10, 0, 0, 0};

    private static final int INITIAL_WINDOW_SIZE = 4;

    private static final int AUTHORITY = 0x01;
    private static final int PATH = 0x04;
    private static final int METHOD_GET = 0x82;
    private static final int METHOD_POST = 0x83;
    private static final int SCHEME_HTTP = 0x86;
    private static final byte[] ACCEPT = {0x0F, 0x04};

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Set<Integer> reset = new HashSet<>();
    private Optional<Integer> goodbye = Optional.empty();

    public RawHttp2Client(Gateway gateway) throws IOException {
        this(gateway, LARGE_WINDOW);
    }

    /** One that takes nothing of any answer. */
    public static RawHttp2Client withoutWindow(Gateway gateway) throws IOException {
        return new RawHttp2Client(gateway, new byte[4]);
    }

    private RawHttp2Client(Gateway gateway, byte[] window) throws IOException {
        var uri = gateway.uri("/");
        this.socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(30_000);
        this.out = new DataOutputStream(socket.getOutputStream());
        this.in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        var settings = new ByteArrayOutputStream();
        settings.writeBytes(new byte[] {0, INITIAL_WINDOW_SIZE});
        settings.writeBytes(window);
        send(SETTINGS, 0, 0, settings.toByteArray());
        send(WINDOW_UPDATE, 0, 0, LARGE_WINDOW);
    }

    /** The names of pseudo-header fields, and two whole ones, stand in the static table (RFC 7541, appendix A). */
    public void get(int stream, String path) throws IOException {
        get(stream, path, "*/*");
    }

    public void get(int stream, String path, String accept) throws IOException {
        request(METHOD_GET, END_STREAM, stream, path, accept);
    }

    /** Promises a body. */
    public void post(int stream, String path) throws IOException {
        request(METHOD_POST, 0, stream, path, "*/*");
    }

    /** Sends the whole body that was promised. */
    public void send(int stream, String body) throws IOException {
        send(DATA, END_STREAM, stream, body.getBytes(US_ASCII));
    }

    private void request(int method, int flags, int stream, String path, String accept) throws IOException {
        var block = new ByteArrayOutputStream();
        block.write(method);
        block.write(SCHEME_HTTP);
        block.write(AUTHORITY);
        block.write("localhost".length());
        block.writeBytes("localhost".getBytes(US_ASCII));
        block.write(PATH);
        block.write(path.length());
        block.writeBytes(path.getBytes(US_ASCII));
        block.writeBytes(ACCEPT);
        block.write(accept.length());
        block.writeBytes(accept.getBytes(US_ASCII));
        send(HEADERS, flags | END_HEADERS, stream, block.toByteArray());
    }

    public void cancel(int stream) throws IOException {
        send(RESET, 0, stream, new byte[] {0, 0, 0, CANCEL});
    }

    /** The body of the answer on a stream. */
    public String awaitBody(int stream) throws IOException {
        while (!ended.contains(stream)) {
            readFrame();
        }
        return body(stream).toString(UTF_8);
    }

    /** Whether the stream ends by a reset rather than in good order. */
    public boolean awaitReset(int stream) throws IOException {
        while (!ended.contains(stream) && !reset.contains(stream)) {
            readFrame();
        }
        return reset.contains(stream);
    }

    /**
     * Waits until the server says that it takes no new streams.
     *
     * @return why, as an error code; 0 for no error
     */
    public int awaitGoodbye() throws IOException {
        while (goodbye.isEmpty()) {
            readFrame();
        }
        return goodbye.get();
    }

    private void readFrame() throws IOException {
        var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        var type = in.readUnsignedByte();
        var flags = in.readUnsignedByte();
        var stream = in.readInt();
        var payload = in.readNBytes(length);
        if (type == DATA) {
            body(stream).writeBytes(payload);
        }
        if (type == RESET) {
            reset.add(stream);
        }
        if (type == GOAWAY) {
            goodbye = Optional.of(
                    ByteBuffer.wrap(payload, Integer.BYTES, Integer.BYTES).getInt());
        }
        if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
            ended.add(stream);
        }
    }

    private ByteArrayOutputStream body(int stream) {
        return bodies.computeIfAbsent(stream, _ -> new ByteArrayOutputStream());
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
