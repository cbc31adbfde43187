package dev.pgweir.admin.switchover;

import dev.pgweir.testing.Gateway;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that insert rows, each once by its key, and clients that read, as fast as they are answered, while something else is done. */
final class Load {

    private static final int CLIENTS = 4;

    private final Gateway gateway;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lastKey = new AtomicInteger(1_000_000);
    private final Queue<Integer> inserted = new ConcurrentLinkedQueue<>();
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

    /** The rows that were inserted, as far as their clients know. */
    Queue<Integer> inserted() {
        return inserted;
    }

    private void repeat(Runnable request) {
        while (!over) {
            request.run();
        }
    }

    private void insert() {
        var number = lastKey.incrementAndGet();
        var row = "{\"number\": %d}".formatted(number);
        var key = UUID.randomUUID().toString();
        var answer = gateway.send("POST", "/round", row, "Content-Type", "application/json", "Idempotency-Key", key);
        if (answer.statusCode() == 201) {
            inserted.add(number);
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
