package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.SelfSigned;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that show a certificate. */
class ClientCertificatesIntegrationTests {

    private static final String WHO = "/rpc/who";
    private static final String[] NO_HEADERS = {};

    @TempDir
    private static Path folder;

    private static SelfSigned reports;
    private static SelfSigned monitoring;
    private static SelfSigned unlisted;
    private static SecuredSchema schema;

    @BeforeAll
    static void start() throws Exception {
        SelfSigned.of("CN=localhost").writeTo(folder);
        reports = SelfSigned.of("CN=reports, O=Example");
        monitoring = SelfSigned.of("CN=monitoring");
        unlisted = SelfSigned.of("CN=unlisted");
        Files.writeString(
                folder.resolve("clients.crt"),
                reports.certificate() + monitoring.certificate() + unlisted.certificate());
        schema = SecuredSchema.of(
                "certified",
                List.of("CREATE FUNCTION who(OUT role text, OUT claims json) STABLE LANGUAGE sql AS"
                        + " $$ SELECT current_user, current_setting('request.jwt.claims', true)::json $$"),
                "pgweir.access.certificates[0].subject=O=Example, CN=nobody",
                "pgweir.access.certificates[0].role=certified_boss",
                "pgweir.access.certificates[1].subject=CN=reports,O=Example",
                "pgweir.access.certificates[1].role=certified_clerk",
                "pgweir.access.certificates[2].subject=CN=monitoring",
                "pgweir.access.certificates[2].scopes=pgweir.read",
                "server.ssl.bundle=web",
                "server.ssl.client-auth=want",
                "spring.ssl.bundle.pem.web.keystore.certificate=file:" + folder.resolve("tls.crt"),
                "spring.ssl.bundle.pem.web.keystore.private-key=file:" + folder.resolve("tls.key"),
                "spring.ssl.bundle.pem.web.truststore.certificate=file:" + folder.resolve("clients.crt"));
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @Test
    void askInTheRoleOfTheirSubject() throws Exception {
        for (var version : HttpClient.Version.values()) {
            var who = json(get(reports.shown(), version, WHO, NO_HEADERS));

            assertThat(who.get("role").stringValue()).isEqualTo("certified_clerk");
            assertThat(who.get("claims").toString())
                    .contains("\"role\":\"certified_clerk\"", "\"sub\":\"CN=reports,O=Example\"");
        }
    }

    @Test
    void areNobodyWhereTheyAreNotListed() throws Exception {
        for (var context : List.of(unlisted.shown(), SelfSigned.noneShown())) {
            assertThat(json(get(context, WHO)).get("role").stringValue()).isEqualTo("certified_anon");
        }
    }

    @Test
    void areNotLetInWhereNobodyKnownHasSignedTheirs() throws Exception {
        var stranger = SelfSigned.of("CN=reports, O=Example").shown();

        assertThatThrownBy(() -> get(stranger, WHO)).isInstanceOf(IOException.class);
    }

    @Test
    void actForThoseWhoseTokenTheySend() throws Exception {
        var who = get(reports.shown(), WHO, "Authorization", schema.bearer("user", "alice"));
        assertThat(json(who).get("role").stringValue()).isEqualTo("certified_user");

        var refused = get(reports.shown(), WHO, "Authorization", schema.bearer("user", "alice") + "x");
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void areOperatorsAsFarAsTheirScopesGo() throws Exception {
        var elsewhere = new String[] {"X-Forwarded-For", "203.0.113.9"};

        assertThat(get(monitoring.shown(), "/admin/cluster", elsewhere).statusCode())
                .isEqualTo(200);
        assertThat(get(reports.shown(), "/admin/cluster", elsewhere).statusCode())
                .isEqualTo(403);
        assertThat(get(SelfSigned.noneShown(), "/admin/cluster", elsewhere).statusCode())
                .isEqualTo(401);
    }

    @Test
    void stopTheStartWhereNobodyAsksForThem() {
        assertThatThrownBy(() -> StartedGateway.on(
                        TestCluster.shared(),
                        "pgweir.access.certificates[0].subject=CN=reports",
                        "pgweir.access.certificates[0].role=certified_clerk"))
                .hasStackTraceContaining("server.ssl.client-auth");
        assertThatThrownBy(() -> StartedGateway.on(
                        TestCluster.shared(),
                        "pgweir.access.certificates[0].subject=reports",
                        "pgweir.access.certificates[0].role=certified_clerk",
                        "pgweir.access.certificates[1].subject=CN=reports",
                        "pgweir.access.certificates[2].subject=CN=reports"))
                .hasStackTraceContaining("pgweir.access.certificates: give each subject once")
                .hasStackTraceContaining("pgweir.access.certificates[0].subject: it is no distinguished name")
                .hasStackTraceContaining("pgweir.access.certificates[1]: give it a role, or scopes");
    }

    private static HttpResponse<String> get(SSLContext context, String path, String... headers)
            throws IOException, InterruptedException {
        return get(context, HttpClient.Version.HTTP_1_1, path, headers);
    }

    private static HttpResponse<String> get(
            SSLContext context, HttpClient.Version version, String path, String... headers)
            throws IOException, InterruptedException {
        var uri = schema.http().uri(path).toString().replace("http:", "https:");
        var request = HttpRequest.newBuilder(URI.create(uri));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client =
                HttpClient.newBuilder().version(version).sslContext(context).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
