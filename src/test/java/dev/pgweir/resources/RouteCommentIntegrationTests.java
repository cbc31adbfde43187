package dev.pgweir.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.ServerLog;
import dev.pgweir.testing.SharedSchema;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Servers see which resource a statement is for. */
@GatewayTest
class RouteCommentIntegrationTests {

    private static final String ODD = "it's odd";
    private static final String OF_NAMED = "/*application='pgweir',route='/named_in_log'*/ ";
    private static final String OF_ODD = "/*application='pgweir',route='/it%27s%20odd'*/ ";

    private final Gateway gateway;

    @Autowired
    RouteCommentIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE named_in_log (id int PRIMARY KEY, told text)",
                "CREATE TABLE \"%s\" (id int PRIMARY KEY, told text)".formatted(ODD),
                "CREATE FUNCTION told_in_log(what text) RETURNS text LANGUAGE sql STABLE RETURN what");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway, "DROP TABLE named_in_log", "DROP TABLE \"%s\"".formatted(ODD), "DROP FUNCTION told_in_log");
    }

    @Test
    void statementsOfEachKindBeginWithTheResource() throws IOException {
        try (var log = new ServerLog(TestCluster.shared())) {
            assertThat(gateway.send("POST", "/named_in_log", "{\"id\":1,\"told\":\"a\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(gateway.get("/named_in_log?told=eq.a&limit=1", "Prefer", "count=exact")
                            .statusCode())
                    .isEqualTo(200);
            gateway.get("/named_in_log/1");
            gateway.get("/rpc/told_in_log?what=a");
            assertThat(gateway.get("/named_in_log?told=eq.a", "Accept", "text/csv")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send("PATCH", "/named_in_log/1", "{\"told\":\"b\"}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(gateway.send("DELETE", "/named_in_log/1", "").statusCode())
                    .isEqualTo(204);
            assertThat(statements(log, "\"named_in_log\""))
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(sql -> assertThat(sql).startsWith(OF_NAMED));
            assertThat(statements(log, "\"told_in_log\""))
                    .isNotEmpty()
                    .allSatisfy(
                            sql -> assertThat(sql).startsWith("/*application='pgweir',route='/rpc/told_in_log'*/ "));
        }
    }

    @Test
    void nameThatCouldEndTheCommentIsEncoded() throws IOException {
        var path = "/" + URLEncoder.encode(ODD, UTF_8).replace("+", "%20");
        try (var log = new ServerLog(TestCluster.shared())) {
            assertThat(gateway.get(path + "?told=eq.a&limit=1").statusCode()).isEqualTo(200);
            gateway.get(path + "?told=eq.a", "Accept", "text/csv");
            assertThat(statements(log, ODD))
                    .isNotEmpty()
                    .allSatisfy(sql -> assertThat(sql).startsWith(OF_ODD));
        }
    }

    private static List<String> statements(ServerLog log, String about) throws IOException {
        return log.statements().stream().filter(sql -> sql.contains(about)).toList();
    }
}
