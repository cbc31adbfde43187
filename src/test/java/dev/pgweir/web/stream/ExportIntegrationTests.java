package dev.pgweir.web.stream;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists as CSV and NDJSON, and the choice of the form. */
@GatewayTest
class ExportIntegrationTests {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String OBJECT = "application/vnd.pgrst.object+json";

    private final Gateway gateway;

    @Autowired
    ExportIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE exported (id int PRIMARY KEY, \"what?\" text, tags text[])",
                """
                        INSERT INTO exported VALUES (1, 'plain', '{a}'), (2, E'tab\\t "quoted" \\\\ back\\nline', NULL),
                        (3, '', '{}'), (4, NULL, '{NULL,"x,y"}'), (5, '\\N', '{"\\\\"}'), (6, 'it''s ?', '{é}'), (7, '\\.', NULL)""",
                "GRANT ALL ON exported TO pgweir");
    }

    @AfterAll
    static void dropTable() {
        TestCluster.shared().execute("DROP TABLE exported");
    }

    @Test
    void sendsTheCsvThatTheServerWrites() {
        var answer = export(CSV, "/exported?order=id");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=utf-8");
        assertThat(answer.headers().firstValue("Vary")).get().asString().contains("Accept");
        assertThat(answer.headers().firstValue("Served-By")).get().asString().endsWith("; role=replica");
        assertThat(answer.body()).isEqualTo("""
                        id,what?,tags
                        1,plain,{a}
                        2,"tab\t ""quoted"" \\ back
                        line",
                        3,"",{}
                        4,,"{NULL,""x,y""}"
                        5,\\N,"{""\\\\""}"
                        6,it's ?,{é}
                        7,\\.,
                        """);
    }

    @Test
    void quotesWhatWouldEndTheDataOnALineOfItsOwn() {
        var answer = export(CSV, "/exported?" + encoded("select=what?&id=eq.7"));
        assertThat(answer.body()).isEqualTo("what?\n\"\\.\"\n");
        assertThat(export(CSV, "/exported?" + encoded("select=what?,id&id=eq.7"))
                        .body())
                .isEqualTo("what?,id\n\\.,7\n");
    }

    @Test
    void sendsTheRowsOfThePageAsLines() {
        var page = gateway.get("/exported?order=id").body();
        var answer = export(NDJSON, "/exported?order=id");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson;charset=utf-8");
        assertThat("[" + answer.body().strip().replace("\n", ",\n") + "]").isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select=id,word:what?&order=id.desc",
                "what?=eq.it's ?&select=id",
                "what?=in.(plain,\"it's ?\",\"\\\\N\")&order=id",
                "id=gte.2&id=lt.5&order=id",
                "tags=cs.{a}",
                "or=(id.eq.1,and(id.gt.3,what?.is.null))&order=id",
                "order=id&limit=2&offset=1",
                "select=count(),first:id.min()",
                "select=what?,count()&order=what?&limit=3",
                "limit=0",
                "what?=eq.nothing"
            })
    void sendsTheRowsThatThePageHas(String query) {
        var encoded = "/exported?" + encoded(query);
        var page = gateway.get(encoded).body();

        var lines = export(NDJSON, encoded).body();

        assertThat("[" + lines.strip().replace("\n", ",\n") + "]").isEqualTo(page);
        assertThat(export(CSV, encoded).body().lines())
                .hasSizeGreaterThan((int) lines.lines().count());
    }

    @Test
    void namesTheColumnsOfCsvAsTheClientDoes() {
        assertThat(export(CSV, "/exported?" + encoded("select=id::text,the \"word\":what?,n:id&id=eq.1"))
                        .body())
                .isEqualTo("id,\"the \"\"word\"\"\",n\n1,plain,1\n");
    }

    @Test
    void sendsMoreRowsThanAPageHas() {
        var rows = TestCluster.shared().query("primary", "SELECT count(*) FROM sales", Long.class);

        assertThat(export(NDJSON, "/sales").body().lines()).hasSize(Math.toIntExact(rows));
        assertThat(export(CSV, "/sales").body().lines()).hasSize(Math.toIntExact(rows + 1));
        assertThat(export(CSV, "/sales?limit=2000").body().lines()).hasSize(2001);
    }

    @ParameterizedTest
    @ValueSource(strings = {CSV, NDJSON})
    void answersHeadAsGetWithoutReadingRows(String format) {
        var answer = gateway.send("HEAD", "/exported", "", "Accept", format, "Prefer", "count=exact");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(format + ";charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Range")).contains("*/7");
        assertThat(gateway.send("HEAD", "/exported?id=eq.x", "", "Accept", format)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {CSV, NDJSON})
    void countsRowsWhereItShall(String format) {
        var counted = gateway.get("/exported?id=gt.2&limit=1", "Accept", format, "Prefer", "count=exact");
        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(counted.headers().firstValue("Content-Range")).contains("*/5");
        assertThat(counted.headers().firstValue("Preference-Applied")).contains("count=exact");

        var planned = gateway.get("/exported", "Accept", format, "Prefer", "count=planned, handling=strict");
        assertThat(planned.headers().firstValue("Preference-Applied")).contains("count=planned, handling=strict");
        assertThat(export(format, "/exported").headers().map())
                .doesNotContainKeys("content-range", "preference-applied");
    }

    @ParameterizedTest
    @CsvSource({
        "id=eq.x, malformed-value, id",
        "id=gt.1&what?=eq.%00, malformed-value, what?",
        "id=eq.1&tags=cs.nonsense, malformed-value, tags",
        "cursor=abc, malformed-parameter, cursor",
        "nothing=eq.1, unknown-column, nothing",
        "limit=x, malformed-parameter, limit"
    })
    void namesTheParameterToBlame(String query, String code, String parameter) {
        for (var format : new String[] {CSV, NDJSON}) {
            var refused = gateway.get("/exported?" + query.replace("what?", "what%3F"), "Accept", format);
            assertThat(problem(refused, 400, code).at("/errors/0/parameter").asString())
                    .isEqualTo(parameter);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "text/csv | text/csv;charset=utf-8",
                "text/* | text/csv;charset=utf-8",
                "application/* | application/json",
                "text/csv;q=0.5, application/json;q=0.4 | text/csv;charset=utf-8",
                "text/csv;q=0.5, */* | application/json",
                "text/csv, application/x-ndjson | text/csv;charset=utf-8",
                "application/x-ndjson, text/csv | application/x-ndjson;charset=utf-8",
                "text/html, */*;q=0.8 | application/json",
                "application/json;q=0, text/csv;q=0.1 | text/csv;charset=utf-8",
                "*/*, application/json;q=0 | application/x-ndjson;charset=utf-8",
                "application/vnd.pgrst.object+json | application/vnd.pgrst.object+json;charset=utf-8",
                "application/vnd.pgrst.object | application/vnd.pgrst.object+json;charset=utf-8"
            })
    void choosesTheFormThatTheClientLikesBest(String accept, String contentType) {
        var answer = gateway.get("/exported?id=eq.1", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json;q=0", "nonsense", "image/*, text/csv;q=0"})
    void refusesFormsThatItDoesNotHave(String accept) {
        problem(gateway.get("/exported", "Accept", accept), 406, "not-acceptable");
        problem(gateway.get("/exported/1", "Accept", accept), 406, "not-acceptable");
    }

    @Test
    void answersTheOnlyRowAsAnObject() {
        var answer = gateway.get("/exported?id=eq.1&select=id", "Accept", OBJECT);
        assertThat(answer.body()).isEqualTo("{\"id\":1}");
        assertThat(gateway.get("/exported/1?select=id", "Accept", OBJECT).body())
                .isEqualTo("{\"id\":1}");

        var none = problem(gateway.get("/exported?id=eq.0", "Accept", OBJECT), 406, "not-one-row");
        assertThat(none.path("details").asString()).isEqualTo("The result contains 0 rows");
        problem(gateway.get("/exported", "Accept", OBJECT), 406, "not-one-row");
    }

    private HttpResponse<String> export(String format, String path) {
        var answer = gateway.get(path, "Accept", format);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String encoded(String query) {
        return query.replace("%", "%25")
                .replace("\\", "%5C")
                .replace("\"", "%22")
                .replace("?", "%3F")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace(" ", "%20");
    }
}
