package dev.pgweir.access.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Fetches small documents, within a size and a time, and from nowhere else than was asked. Thread-safe. */
final class Download implements Closeable {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 250 * 1024;

    private final HttpClient client;

    /** @param trust what servers are trusted by; empty for what the JVM trusts */
    Download(Optional<SSLContext> trust) {
        var builder = HttpClient.newBuilder()
                .connectTimeout(LONGEST)
                .followRedirects(Redirect.NEVER)
                .proxy(ProxySelector.getDefault());
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** The document at an address. */
    String text(URI address) throws IOException {
        var request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .timeout(LONGEST)
                .build();
        var pending = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MOST_BYTES));
        try {
            var answer = pending.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("%s answered %d".formatted(address, answer.statusCode()));
            }
            return answer.body();
        } catch (ExecutionException e) {
            throw new IOException("%s cannot be read: %s".formatted(address, e.getCause()), e);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new IOException("%s did not answer within %s".formatted(address, LONGEST), e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("%s was not waited for".formatted(address), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
