package dev.pgweir.web.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that name a schema. */
@GatewayTest
class ProfilesIntegrationTests {

    private final Gateway gateway;

    @Autowired
    ProfilesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway, "CREATE TABLE profiled (id int PRIMARY KEY)", "INSERT INTO profiled VALUES (1), (2)");
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE profiled");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /profiled, '', */*",
        "GET, /profiled/1, '', */*",
        "GET, /profiled, '', text/csv",
        "POST, /profiled, '{\"id\":3}', application/json",
        "POST, /profiled, 'id\n3\n', text/csv",
        "PATCH, /profiled?id=gt.0, '{\"id\":3}', application/json",
        "PATCH, /profiled/1, '{\"id\":3}', application/json",
        "PUT, /profiled/1, '{\"id\":1}', application/json",
        "DELETE, /profiled?id=gte.0, '', */*",
        "DELETE, /profiled/1, '', */*",
        "OPTIONS, /profiled, '', */*"
    })
    void refusesASchemaThatIsNotServed(String method, String path, String body, String type) {
        for (var header : new String[] {"Accept-Profile", "Content-Profile"}) {
            var refused = gateway.send(method, path, body, header, "private", "Accept", type, "Content-Type", type);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(406);
            var problem = Answers.json(refused);
            assertThat(problem.path("type").asString()).isEqualTo("urn:pgweir:problem:schema-not-served");
            assertThat(problem.path("hint").asString()).contains("public");
            assertThat(problem.at("/errors/0/header").asString()).isEqualTo(header);
        }
        assertThat(TestCluster.shared()
                        .query("primary", "SELECT string_agg(id::text, ',') FROM profiled", String.class))
                .isEqualTo("1,2");
    }

    @Test
    void takesTheSchemaThatIsServed() {
        assertThat(gateway.get("/profiled", "Accept-Profile", "public").statusCode())
                .isEqualTo(200);
        assertThat(gateway.send("POST", "/profiled", "[]", "Content-Profile", "public", "Accept-Profile", " public ")
                        .statusCode())
                .isEqualTo(201);
    }
}
