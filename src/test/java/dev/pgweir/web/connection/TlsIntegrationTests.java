package dev.pgweir.web.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.SelfSigned;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a bundle of files in PEM, as cert-manager and certbot write them. */
class TlsIntegrationTests {

    @TempDir
    private static Path folder;

    private static StartedGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        TestCluster.shared()
                .execute(
                        "CREATE VIEW endless_by_tls AS SELECT 1 AS n, pg_sleep(25)::text AS slept",
                        "GRANT SELECT ON endless_by_tls TO pgweir");
        TestCluster.shared().awaitReplay();
        renewCertificate();
        gateway = StartedGateway.on(
                TestCluster.shared(),
                "server.ssl.bundle=web",
                "spring.ssl.bundle.pem.web.keystore.certificate=file:" + folder.resolve("tls.crt"),
                "spring.ssl.bundle.pem.web.keystore.private-key=file:" + folder.resolve("tls.key"),
                "spring.ssl.bundle.pem.web.reload-on-update=true",
                "spring.ssl.bundle.watch.file.quiet-period=100ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        TestCluster.shared().execute("DROP VIEW endless_by_tls");
    }

    @Test
    void servesARenewedCertificateWithoutARestart() throws Exception {
        var before = serial();
        try (var open = connect()) {
            renewCertificate();
            await().atMost(30, TimeUnit.SECONDS).until(() -> !serial().equals(before));

            assertThat(ask(open, "/sales?limit=1")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void cancelsTheReadOfAClientWhoLeaves() throws Exception {
        try (var client = connect()) {
            send(client, "/endless_by_tls");
            await().until(() -> LeavingClientIntegrationTests.running("endless_by_tls") == 1);
        }
        await().atMost(5, TimeUnit.SECONDS).until(() -> LeavingClientIntegrationTests.running("endless_by_tls") == 0);
    }

    @Test
    void cancelsTheReadOfAClientWhoHangsUp() throws Exception {
        try (var client = connect()) {
            send(client, "/endless_by_tls");
            await().until(() -> LeavingClientIntegrationTests.running("endless_by_tls") == 1);
            client.setSoLinger(true, 0);
        }
        await().atMost(5, TimeUnit.SECONDS).until(() -> LeavingClientIntegrationTests.running("endless_by_tls") == 0);
    }

    private static String ask(SSLSocket client, String path) throws IOException {
        send(client, path);
        return new String(client.getInputStream().readNBytes(20), UTF_8);
    }

    private static void send(SSLSocket client, String path) throws IOException {
        client.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
    }

    private static BigInteger serial() throws Exception {
        try (var client = connect()) {
            return ((X509Certificate) client.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static SSLSocket connect() throws IOException, GeneralSecurityException {
        var uri = gateway.http().uri("/");
        var socket = (SSLSocket) SelfSigned.noneShown().getSocketFactory().createSocket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return socket;
    }

    private static void renewCertificate() throws Exception {
        SelfSigned.of("CN=localhost").writeTo(folder);
    }
}
