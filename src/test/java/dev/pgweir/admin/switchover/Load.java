package dev.pgweir.admin.switchover;

import dev.pgweir.testing.Gateway;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that insert rows, and clients that read, as fast as they are answered, while something else is done. */
final class Load {

    private static final int CLIENTS = 4;

    private final Gateway gateway;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lastKey = new AtomicInteger(1_000_000);
    private final AtomicInteger inserted = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean over;

    private Load(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Begins it once the first row is inserted, and ends the load when it is done. */
    static Load during(Gateway gateway, Runnable action) throws InterruptedException {
        var load = new Load(gateway);
        var clients = IntStream.range(0, CLIENTS)
                .boxed()
                .<Runnable>mapMulti((_, requests) -> {
                    requests.accept(load::insert);
                    requests.accept(load::read);
                })
                .map(request -> Thread.ofVirtual().start(() -> load.repeat(request)))
                .toList();
        try {
            load.begun.await();
            action.run();
        } finally {
            load.over = true;
            for (var client : clients) {
                client.join();
            }
        }
        return load;
    }

    /** What was not answered as it should be. */
    Queue<String> failures() {
        return failures;
    }

    /** How many rows were inserted, as far as their clients know. */
    int inserted() {
        return inserted.get();
    }

    private void repeat(Runnable request) {
        while (!over) {
            request.run();
        }
    }

    private void insert() {
        var row = "{\"number\": %d}".formatted(lastKey.incrementAndGet());
        var answer = gateway.send("POST", "/round", row, "Content-Type", "application/json");
        if (answer.statusCode() == 201) {
            inserted.incrementAndGet();
            begun.countDown();
        } else {
            failures.add(answer.body());
        }
    }

    private void read() {
        var answer = gateway.get("/round?limit=1");
        if (answer.statusCode() != 200) {
            failures.add(answer.body());
        }
    }
}
