package dev.pgweir.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Chooses the ports that the servers of a cluster listen on. */
final class Ports {

    private Ports() {}

    /** The ports from {@code first} on, or any free ones where it is 0. */
    static List<Integer> choose(int first, int count) {
        return first > 0
                ? IntStream.range(first, first + count).boxed().toList()
                // Below the range from which systems take the ports of outgoing connections: a port stays free
                // until its server listens, and while that server restarts.
                : IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                        .filter(Ports::isFree)
                        .distinct()
                        .limit(count)
                        .boxed()
                        .toList();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
