package dev.pgweir.demo.fault;

import dev.pgweir.demo.lab.Http;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that makes rows, one after the other, and repeats each until it is acknowledged. It keeps the newest token, and
 * asks for each row that it has made. Used by one thread.
 */
final class Writer implements Callable<Writer> {

    private static final Duration PAUSE = Duration.ofMillis(80);
    private static final Duration BEFORE_REPEAT = Duration.ofMillis(20);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Http http;
    private final String name;
    private final boolean keyed;
    private final Activity activity;
    private final BooleanSupplier over;
    private final Set<Integer> acknowledged = new HashSet<>();
    private final Set<Integer> unknown = new HashSet<>();
    private final Set<Integer> told = new HashSet<>();
    private int last;
    private @Nullable String token;

    /**
     * @param name is in each of its rows
     * @param keyed whether each write carries an {@code Idempotency-Key}
     */
    Writer(Http http, String name, boolean keyed, Activity activity, BooleanSupplier over) {
        this.http = http;
        this.name = name;
        this.keyed = keyed;
        this.activity = activity;
        this.over = over;
    }

    @Override
    public Writer call() throws InterruptedException {
        while (!over.getAsBoolean()) {
            last++;
            write(last);
            look();
            Thread.sleep(PAUSE);
        }
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!look() && System.nanoTime() < end) {
            Thread.sleep(BEFORE_REPEAT);
        }
        return this;
    }

    private void write(int number) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!acknowledged.contains(number) && System.nanoTime() < end) {
            try {
                learn(number, send(number));
            } catch (IOException broken) {
                unknown.add(number);
                activity.refused(broken.toString());
            }
            if (!acknowledged.contains(number)) {
                Thread.sleep(BEFORE_REPEAT);
            }
        }
    }

    private HttpResponse<String> send(int number) throws IOException {
        var headers = new ArrayList<String>();
        if (token != null) {
            headers.add("Consistency-Token");
            headers.add(token);
        }
        if (keyed) {
            headers.add("Idempotency-Key");
            headers.add("\"%s-%d\"".formatted(name, number));
        }
        return http.send(
                "POST",
                "/demo_ledger",
                "{\"writer\":\"%s\",\"number\":%d}".formatted(name, number),
                headers.toArray(String[]::new));
    }

    private void learn(int number, HttpResponse<String> answer) {
        if (answer.statusCode() == 201) {
            acknowledged.add(number);
            token = answer.headers().firstValue("Consistency-Token").orElseThrow();
            activity.answered();
            return;
        }
        activity.refused(answer.body());
        if (isLoss(answer)) {
            isTold();
        } else if (answer.body().contains("commit-unknown") || answer.statusCode() == 504) {
            unknown.add(number);
        } else if (answer.statusCode() / 100 == 4 && answer.statusCode() != 409) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /**
     * Asks for its last row.
     *
     * @return whether it was told what has become of it
     */
    private boolean look() {
        if (token == null) {
            return true;
        }
        try {
            var answer = http.get(
                    "/demo_ledger?writer=eq.%s&number=eq.%d".formatted(name, last), "Consistency-Token", token);
            if (isLoss(answer)) {
                isTold();
            }
            return answer.statusCode() == 200 || answer.statusCode() == 409;
        } catch (IOException broken) {
            return false;
        }
    }

    private static boolean isLoss(HttpResponse<String> answer) {
        return answer.statusCode() == 409 && answer.body().contains("write-lost");
    }

    /** The token stands for all writes so far: some of them are gone. */
    private void isTold() {
        told.addAll(acknowledged);
        token = null;
    }

    boolean isKeyed() {
        return keyed;
    }

    /** @param copies how often each of its rows is there */
    Ledger ledger(Map<Integer, Integer> copies) {
        var lost = acknowledged.stream()
                .filter(number -> !copies.containsKey(number))
                .toList();
        return new Ledger(
                acknowledged.size(),
                acknowledged.size() - lost.size(),
                lost.size(),
                lost.stream().filter(told::contains).count(),
                copies.values().stream().filter(count -> count > 1).count(),
                unknown.size(),
                last - acknowledged.size());
    }

    String name() {
        return name;
    }
}
