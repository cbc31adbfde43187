package dev.pgweir.testing;

import dev.pgweir.cluster.Address;
import dev.pgweir.cluster.NodeDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The network between the gateway and one node: a TCP proxy that can be told to delay, to cut, to refuse and to swallow what it
 * is given. It begins sound. Thread-safe.
 */
public final class FaultyLink implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final NodeDefinition node;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<LinkedSockets> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong answerLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean refusing;
    private volatile boolean swallowing;

    private FaultyLink(NodeDefinition node, ServerSocket listener) {
        this.node = node;
        this.listener = listener;
    }

    /** A link to a node's server. */
    public static FaultyLink to(NodeDefinition node) {
        try {
            var link = new FaultyLink(node, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
            link.threads.execute(link::accept);
            return link;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** The node's URL, over this link. */
    public String url() {
        var address = node.address();
        var here = new Address(listener.getInetAddress().getHostAddress(), listener.getLocalPort(), address.database());
        return node.url().replace(address.toString(), here.toString());
    }

    /** From now on all that goes through takes longer by so much, in each direction. */
    public void delay(Duration more) {
        delay = more;
    }

    /** Carries nothing more on the connections that are open; they stay open, and new ones are sound. */
    public void stall() {
        open.forEach(connection -> connection.stall(true));
    }

    /** Carries nothing more, on no connection; new ones are accepted none the less. */
    public void swallow() {
        swallowing = true;
        stall();
    }

    /** Breaks all connections, and each new one at once. */
    public void refuse() {
        refusing = true;
        open.forEach(LinkedSockets::cut);
    }

    /** Breaks the connection that carries the last of so many bytes of answers from now on. */
    public void cutAfter(long bytes) {
        answerLeft.set(bytes);
    }

    /** Whether {@link #cutAfter} has broken a connection. */
    public boolean hasCut() {
        return answerLeft.get() <= 0;
    }

    /** Is sound again; what was held back goes on its way. */
    public void heal() {
        delay = Duration.ZERO;
        refusing = false;
        swallowing = false;
        answerLeft.set(Long.MAX_VALUE);
        open.forEach(connection -> connection.stall(false));
    }

    /** How often the client has waited for an answer on each open connection since it first carried a statement with this text. */
    public long roundTrips(String statement) {
        return open.stream()
                .mapToLong(connection -> connection.roundTrips(statement))
                .sum();
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                threads.execute(() -> link(client));
            }
        } catch (IOException closed) {
            // No more links.
        }
    }

    private void link(Socket client) {
        try {
            var address = node.address();
            var connection = new LinkedSockets(client, new Socket(address.host(), address.port()));
            if (refusing) {
                connection.cut();
                return;
            }
            open.add(connection);
            connection.stall(swallowing);
            threads.execute(() -> connection.carryRequests(this::delayNanos));
            connection.carryAnswers(this::delayNanos, this::mayPass);
            open.remove(connection);
        } catch (IOException unreachable) {
            LinkedSockets.close(client, true);
        }
    }

    private long delayNanos() {
        return delay.toNanos();
    }

    private boolean mayPass(int bytes) {
        var before = answerLeft.getAndUpdate(left -> left == Long.MAX_VALUE || left <= 0 ? left : left - bytes);
        return before == Long.MAX_VALUE || before <= 0 || before > bytes;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } finally {
            open.forEach(LinkedSockets::cut);
            threads.shutdownNow();
        }
    }
}
