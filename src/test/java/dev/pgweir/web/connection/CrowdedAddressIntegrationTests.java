package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many connections of one address, and a client of another, who must not notice. */
class CrowdedAddressIntegrationTests {

    private static final int MOST = 100;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofSeconds(1);

    private static final List<String> SLOW = List.of(
            "POST /crowded HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 9999\n\n{\"id\": ",
            "GET /crowded HTTP/1.1\nHost: localhost\nX-More: ",
            "GET /crowded HTTP/1.1\nHost: localhost\n\n".repeat(30));

    private static final HttpClient OTHER = HttpClient.newBuilder()
            .localAddress(InetAddress.ofLiteral("127.0.0.2"))
            .build();

    private static StartedGateway started;

    @BeforeAll
    static void start() {
        TestCluster.shared()
                .execute(
                        "CREATE TABLE crowded (id int PRIMARY KEY, note text)",
                        "INSERT INTO crowded SELECT n, repeat('x', 1000) FROM generate_series(1, 1000) n",
                        "GRANT ALL ON crowded TO pgweir");
        TestCluster.shared().awaitReplay();
        started = StartedGateway.on(TestCluster.shared(), "pgweir.limits.address.connections=" + MOST);
        await().atMost(SOON).until(() -> took().compareTo(QUICK) < 0);
    }

    @AfterAll
    static void stop() {
        started.close();
        OTHER.close();
        TestCluster.shared().execute("DROP TABLE crowded");
    }

    @Test
    void connectionsBeyondThoseOfAnAddressAreClosed() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (var i = 0; i < MOST; i++) {
                clients.add(new RawClient(started.http()));
            }
            await().atMost(SOON).until(() -> !isServed());
            assertThat(took()).isLessThan(QUICK);
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        await().atMost(SOON).until(CrowdedAddressIntegrationTests::isServed);
    }

    /** Whether one more connection is. */
    private static boolean isServed() throws IOException {
        try (var client = new RawClient(started.http())) {
            client.send("GET /crowded?limit=0 HTTP/1.1\nHost: localhost\nConnection: close\n\n");
            return client.readToEnd().startsWith("HTTP/1.1 200");
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    @Tag("soak")
    void slowClientsByTheThousandDoNotSilenceOthers() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (var i = 0; i < 3_000; i++) {
                sendTo(clients, SLOW.get(i % SLOW.size()));
            }
            for (var i = 0; i < 200; i++) {
                assertThat(took()).isLessThan(QUICK);
            }
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static void sendTo(List<RawClient> clients, String text) throws IOException {
        var client = RawClient.narrow(started.http());
        clients.add(client);
        try {
            client.send(text);
        } catch (IOException closed) {
            assertThat(clients).hasSizeGreaterThan(MOST);
        }
    }

    /** How long a read of the other client takes. */
    private static Duration took() {
        var uri = URI.create("http://127.0.0.1:" + started.http().uri("/").getPort() + "/crowded?id=eq.1");
        var begun = System.nanoTime();
        var answer = OTHER.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .join();
        assertThat(answer.statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
