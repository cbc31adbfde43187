package dev.pgweir.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Clients who read, write and export a table of notes while something happens, and repeat nothing. */
public final class NoteLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client;
    private final Supplier<String> gateway;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder answered = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    /**
     * @param client sends all requests, and is closed with this
     * @param gateway where each is sent to, as {@code http://localhost:8080}
     */
    public NoteLoad(HttpClient client, Supplier<String> gateway) {
        this.client = client;
        this.gateway = gateway;
    }

    /** Has so many clients ask while something happens, from when some were answered until some more are. */
    public void during(int clients, Runnable event) {
        var asking = IntStream.range(0, clients)
                .mapToObj(number -> threads.submit(() -> ask(number)))
                .toList();
        awaitMore(100);
        try {
            event.run();
            awaitMore(100);
        } finally {
            running = false;
            await().atMost(PATIENCE).until(() -> asking.stream().allMatch(each -> each.isDone()));
        }
    }

    /** Waits until so many more requests are answered. */
    public void awaitMore(int requests) {
        var enough = answered.sum() + requests;
        await().atMost(PATIENCE).until(() -> answered.sum() > enough);
    }

    /** What came to anything but a good answer. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many requests were answered well. */
    public long answered() {
        return answered.sum();
    }

    /** How many writes were. */
    public long written() {
        return written.sum();
    }

    private void ask(int number) {
        for (var round = number; running; round++) {
            switch (round % 8) {
                case 0 -> write();
                case 1 -> send(to("/notes").header("Accept", "text/csv"));
                default -> send(to("/notes?limit=5"));
            }
        }
    }

    private void write() {
        var note = BodyPublishers.ofString("{\"note\":\"one more\"}");
        if (send(to("/notes").header("Content-Type", "application/json").POST(note))) {
            written.increment();
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.get() + path)).timeout(PATIENCE);
    }

    private boolean send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                answered.increment();
                return true;
            }
            failures.add(answer.statusCode() + " " + answer.body());
        } catch (IOException failure) {
            failures.add(request.method() + " " + request.uri() + ": " + failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        running = false;
        threads.close();
        client.close();
    }
}
