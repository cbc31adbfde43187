package dev.pgweir.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients who insert one row after the other, each once by its key, until this is closed. It keeps what they were answered. */
public final class WriteLoad implements AutoCloseable {

    private final Gateway gateway;
    private final String table;
    private final String column;
    private final AtomicInteger lastRow = new AtomicInteger(1_000_000);
    private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    /** @param column the table's key, and all that a row has */
    public WriteLoad(Gateway gateway, String table, String column, int size) {
        this.gateway = gateway;
        this.table = table;
        this.column = column;
        for (var i = 0; i < size; i++) {
            clients.execute(this::insertRows);
        }
    }

    private void insertRows() {
        while (!over) {
            var row = lastRow.incrementAndGet();
            var answer = gateway.send(
                    "POST",
                    "/" + table,
                    "{\"%s\": %d}".formatted(column, row),
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    UUID.randomUUID().toString());
            if (answer.statusCode() == 201) {
                acknowledged.put(
                        row, answer.headers().firstValue("Consistency-Token").orElseThrow());
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        }
    }

    /** Waits until so many more rows are acknowledged. */
    public void awaitRows(int more) {
        var enough = acknowledged.size() + more;
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acknowledged.size() >= enough);
    }

    /** The rows that are there, as far as their clients know, each with its token. */
    public Map<Integer, String> acknowledged() {
        return acknowledged;
    }

    /** The answers to writes that failed. */
    public Queue<String> failures() {
        return failures;
    }

    /** Waits for the writes that are under way. */
    @Override
    public void close() {
        over = true;
        clients.close();
    }
}
