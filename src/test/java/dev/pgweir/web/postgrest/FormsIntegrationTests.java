package dev.pgweir.web.postgrest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The forms of answers that only clients of PostgREST ask for. */
@GatewayTest
class FormsIntegrationTests {

    private static final String ARRAY = "application/vnd.pgrst.array+json";
    private static final String OBJECT = "application/vnd.pgrst.object+json";
    private static final String STRIPPED = ";nulls=stripped";

    private final Gateway gateway;

    @Autowired
    FormsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway, "CREATE TABLE gap (id int PRIMARY KEY, note text, tree json)", "GRANT ALL ON gap TO pgweir");
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE gap");
    }

    @BeforeEach
    void fill() {
        TestCluster.shared()
                .execute(
                        "TRUNCATE gap",
                        "INSERT INTO gap VALUES (1, null, null), (3, null, null), (2, 'null', '{\"a\":null,\"b\":[null,{\"c\":null}]}')");
    }

    @Test
    void leavesOutWhatIsNull() {
        var rows = gateway.get("/gap?id=lt.3&order=id", "Accept", ARRAY + STRIPPED, "Prefer", "consistency=strong");
        assertThat(rows.body().replace("\n", ""))
                .isEqualTo("[{\"id\":1},{\"id\":2,\"note\":\"null\",\"tree\":{\"b\":[null,{}]}}]");
        assertThat(rows.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(ARRAY + STRIPPED));
        var row = gateway.get("/gap?id=eq.1", "Accept", OBJECT + STRIPPED, "Prefer", "consistency=strong");
        assertThat(row.body()).isEqualTo("{\"id\":1}");
        var item = gateway.get("/gap/1", "Accept", OBJECT + STRIPPED, "Prefer", "consistency=strong");
        assertThat(item.body()).isEqualTo("{\"id\":1}");
    }

    @Test
    void givesWhatDiffersAnotherTag() {
        var plain = gateway.get("/gap/1").headers().firstValue("ETag");
        var stripped =
                gateway.get("/gap/1", "Accept", ARRAY + STRIPPED).headers().firstValue("ETag");
        assertThat(plain).isPresent().isNotEqualTo(stripped);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /gap         | {"id":4,"note":null} | {"id":4}
            PATCH  | /gap?id=eq.3 | {"note":null}        | {"id":3}
            PATCH  | /gap/3       | {"note":null}        | {"id":3}
            PUT    | /gap/3       | {"note":null}        | {"id":3}
            DELETE | /gap?id=eq.3 | {}                   | {"id":3}
            """)
    void leavesOutOfWrittenRowsWhatIsNull(String method, String path, String body, String row) {
        var sent = method.equals("DELETE") ? "" : body;
        var written = gateway.send(method, path, sent, "Prefer", "return=representation", "Accept", OBJECT + STRIPPED);
        assertThat(written.statusCode()).as(written.body()).isIn(200, 201);
        assertThat(written.body()).isEqualTo(row);
    }

    @Test
    void callsAnItemNoArray() {
        var changed = gateway.send(
                "PATCH", "/gap/3", "{\"note\":null}", "Prefer", "return=representation", "Accept", ARRAY + STRIPPED);
        assertThat(changed.body()).isEqualTo("{\"id\":3}");
        assertThat(changed.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(OBJECT + STRIPPED));
    }

    @ParameterizedTest
    @CsvSource({ARRAY, "application/vnd.pgrst.array"})
    void takesTheNameOfAnArrayForJson(String accept) {
        var rows = gateway.get("/gap?id=eq.1", "Accept", accept, "Prefer", "consistency=strong");
        assertThat(rows.body()).isEqualTo("[{\"id\":1,\"note\":null,\"tree\":null}]");
        assertThat(rows.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void listsTheResourcesAtTheRoot() {
        assertThat(gateway.get("/").body())
                .contains("{\"name\":\"gap\",\"path\":\"/gap\",\"document\":\"/v3/api-docs/gap\"}");
        var document = gateway.get("/", "Accept", "application/openapi+json, application/json");
        assertThat(document.headers().firstValue("Content-Type")).contains("application/openapi+json");
        assertThat(document.body()).isEqualTo(gateway.get("/v3/api-docs").body());
        var options = gateway.send("OPTIONS", "/", "");
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).contains("GET,HEAD,OPTIONS");
        Answers.problem(gateway.get("/", "Accept", "text/csv"), 406, "not-acceptable");
        Answers.problem(gateway.send("POST", "/", "{}"), 405, "method-not-allowed");
    }
}
