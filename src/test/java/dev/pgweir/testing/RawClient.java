package dev.pgweir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that does with its socket what it likes. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    public RawClient(Gateway gateway) throws IOException {
        this(gateway, new Socket());
    }

    private RawClient(Gateway gateway, Socket socket) throws IOException {
        this.socket = socket;
        var uri = gateway.uri("/");
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.setSoTimeout(30_000);
    }

    /** One that has little room for what it does not read. */
    public static RawClient narrow(Gateway gateway) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return new RawClient(gateway, socket);
    }

    /** Sends text as it is, with the ends of lines that HTTP wants. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
        return this;
    }

    /** Sends a request without a body. */
    public RawClient request(String methodAndPath) throws IOException {
        return send(methodAndPath + " HTTP/1.1\nHost: localhost\n\n");
    }

    /** Says that nothing more will come, and goes on to listen. */
    public RawClient sayGoodbye() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Leaves without a word, as one whose process was killed may. */
    public void hangUp() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Whether something has come. */
    public boolean hasAnswer() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** The first bytes that come. */
    public String read(int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }

    /** All that comes until the connection ends. */
    public String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
