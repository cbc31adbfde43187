package dev.pgweir.web.postgrest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** PUT of a row that filters on its key name. */
@GatewayTest
class ReplacementsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    ReplacementsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE tongue (name text, year int, rank int DEFAULT 7, PRIMARY KEY (name, year))",
                "CREATE TABLE nokey (name text)",
                "GRANT ALL ON tongue, nokey TO pgweir");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE tongue, nokey");
    }

    @BeforeEach
    void fill() {
        TestCluster.shared().execute("TRUNCATE tongue", "INSERT INTO tongue VALUES ('Java', 1995, 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rank\":3}", "[{\"name\":\"Java\",\"year\":1995,\"rank\":3}]"})
    void replacesTheRow(String body) {
        var replaced = put("?year=eq.1995&name=eq.Java", body);
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(replaced.body()).isEqualTo("[{\"name\":\"Java\",\"year\":1995,\"rank\":3}]");
        var silent = gateway.send("PUT", "/tongue?name=eq.Java&year=eq.1995", "{}");
        assertThat(silent.statusCode()).as(silent.body()).isEqualTo(204);
        assertThat(stored()).isEqualTo("[{\"name\":\"Java\",\"year\":1995,\"rank\":7}]");
    }

    @Test
    void makesTheRowThatIsMissing() {
        var made = put("?name=eq.R%2B%2B,%20eq.&year=eq.2000&select=name,rank", "{\"rank\":2}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).isEqualTo("[{\"name\":\"R++, eq.\",\"rank\":2}]");
    }

    @Test
    void answersAnObjectToThoseWhoAcceptOne() {
        var replaced = gateway.send(
                "PUT",
                "/tongue?name=eq.Java&year=eq.1995",
                "{\"rank\":null}",
                "Prefer",
                "return=representation",
                "Accept",
                "application/vnd.pgrst.object+json;nulls=stripped");
        assertThat(replaced.body()).isEqualTo("{\"name\":\"Java\",\"year\":1995}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?name=eq.Java",
                "?name=eq.Java&year=gt.1",
                "?name=eq.Java&year=eq.1995&year=eq.1995",
                "?name=eq.Java&year=eq.1995&rank=eq.1",
                "?and=(name.eq.Java,year.eq.1995)",
                "?name=in.(Java)&year=eq.1995"
            })
    void refusesFiltersThatDoNotNameOneRow(String query) {
        var refused = put(query, "{\"rank\":3}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(405);
        assertThat(refused.body()).contains("urn:pgweir:problem:not-one-key");
        assertThat(refused.headers().firstValue("Allow"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("GET", "PATCH"));
        assertThat(stored()).isEqualTo("[{\"name\":\"Java\",\"year\":1995,\"rank\":1}]");
    }

    @Test
    void losesNoRowOfSeveral() {
        var refused = put("?name=eq.Java&year=eq.1995", "[{\"rank\":3},{\"rank\":4}]");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(gateway.send("PUT", "/nokey?name=eq.x", "{}").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> put(String query, String body) {
        return gateway.send("PUT", "/tongue" + query, body, "Prefer", "return=representation");
    }

    private String stored() {
        return gateway.get("/tongue", "Prefer", "consistency=strong").body();
    }
}
