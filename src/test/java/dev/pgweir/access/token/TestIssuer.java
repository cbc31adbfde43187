package dev.pgweir.access.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pgweir.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * An OpenID provider like Keycloak: a server of its own on this machine, with a certificate that only its SSL bundle trusts. It
 * counts how often its keys are fetched, changes them, fails and falls silent when told to.
 */
final class TestIssuer implements AutoCloseable {

    private static final String REALM = "/realms/shop";
    private static final KeyStore CERTIFICATE = certificate();

    private final HttpsServer server;
    private final SslBundles bundles;
    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile RSAKey key = newKey();
    private volatile State state = State.UP;
    private volatile String issuer;

    /** What the server does with requests. */
    enum State {
        UP,
        FAILS,
        SILENT,
        REDIRECTS,
        FLOODS
    }

    TestIssuer() throws IOException, GeneralSecurityException {
        var store = SslStoreBundle.of(CERTIFICATE, SelfSigned.PASSWORD, null);
        var trust = SslStoreBundle.of(null, null, CERTIFICATE);
        this.bundles = new DefaultSslBundleRegistry("internal", SslBundle.of(trust));
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.issuer = "https://localhost:" + server.getAddress().getPort() + REALM;
        server.setHttpsConfigurator(new HttpsConfigurator(SslBundle.of(store).createSslContext()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(REALM + "/.well-known/openid-configuration", exchange -> answer(exchange, discovery()));
        server.createContext(REALM + "/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.createContext("/elsewhere", exchange -> send(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.start();
    }

    private static KeyStore certificate() {
        try {
            return SelfSigned.of("CN=localhost").store();
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String discovery() {
        return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
                .formatted(issuer, "https://localhost:" + server.getAddress().getPort() + REALM);
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        switch (state) {
            case UP -> send(exchange, 200, body);
            case FAILS -> send(exchange, 503, "{}");
            case FLOODS -> send(exchange, 200, body + " ".repeat(1_000_000));
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                send(exchange, 302, "");
            }
            case SILENT -> {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What verifies its tokens, found by its name. */
    Tokens tokens() {
        return tokens("issuer", url());
    }

    /** What verifies its tokens by the keys at a URL. */
    Tokens tokensByKeys() {
        return tokens("jwks-url", url() + "/keys");
    }

    private Tokens tokens(String origin, String url) {
        var keys = Map.of("name", "shop", origin, url, "ssl-bundle", "internal");
        return TestTokens.of(Map.of("pgweir.access.issuers[0]", keys), bundles);
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + REALM;
    }

    /** A token for a role, signed with the present key. */
    String token(String role) {
        return token(key.getKeyID(), key, role);
    }

    /** A token that names a key that there is not. */
    String forgedToken() {
        return token(UUID.randomUUID().toString(), key, "web_user");
    }

    private String token(String keyId, RSAKey signedWith, String role) {
        try {
            return TestTokens.token(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                    "{\"iss\":\"%s\",\"role\":\"%s\",\"exp\":9999999999}".formatted(url(), role),
                    new RSASSASigner(signedWith));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with another key from now on, and has no other. */
    void rotate() {
        key = newKey();
    }

    RSAKey key() {
        return key;
    }

    void turn(State next) {
        state = next;
    }

    /** Says that it is somebody else. */
    void callItself(String other) {
        issuer = other;
    }

    int fetches() {
        return fetches.get();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
