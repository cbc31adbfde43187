package dev.pgweir.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.ObjIntConsumer;

/**
 * One connection of a {@link FaultyLink}: the client's socket and the server's. A thread each way carries bytes, and hands them
 * on once they are due and the connection is not stalled. Thread-safe.
 */
final class LinkedSockets {

    private static final int CHUNK = 8192;

    private final Socket client;
    private final Socket server;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Object lock = new Object();
    private boolean stalled;
    private boolean ended;

    LinkedSockets(Socket client, Socket server) throws IOException {
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void stall(boolean now) {
        synchronized (lock) {
            stalled = now;
            lock.notifyAll();
        }
    }

    void carryRequests(LongSupplier delayNanos) {
        carry(client, server, delayNanos, roundTrips::sent, _ -> true);
    }

    long roundTrips(String statement) {
        return roundTrips.since(statement);
    }

    void carryAnswers(LongSupplier delayNanos, IntPredicate mayPass) {
        carry(server, client, delayNanos, (_, _) -> {}, mayPass);
    }

    /** Until an end is closed, which closes the other one as well: PostgreSQL's protocol needs no connection half closed. */
    private void carry(
            Socket from, Socket to, LongSupplier delayNanos, ObjIntConsumer<byte[]> witness, IntPredicate mayPass) {
        var chunk = new byte[CHUNK];
        try {
            while (true) {
                var length = from.getInputStream().read(chunk);
                awaitPassage(System.nanoTime() + delayNanos.getAsLong());
                if (length < 0) {
                    end(false);
                    return;
                }
                if (!mayPass.test(length)) {
                    cut();
                    return;
                }
                witness.accept(chunk, length);
                to.getOutputStream().write(chunk, 0, length);
            }
        } catch (IOException broken) {
            cut();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            cut();
        }
    }

    private void awaitPassage(long due) throws InterruptedException {
        synchronized (lock) {
            while (!ended && (stalled || due - System.nanoTime() > 0)) {
                if (stalled) {
                    lock.wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(lock, due - System.nanoTime());
                }
            }
        }
    }

    /** Breaks it, so that both ends see an error. */
    void cut() {
        end(true);
    }

    private void end(boolean abruptly) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            lock.notifyAll();
        }
        close(client, abruptly);
        close(server, abruptly);
    }

    static void close(Socket socket, boolean abruptly) {
        try {
            socket.setSoLinger(abruptly, 0);
            socket.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
