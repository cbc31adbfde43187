package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How many rows there are on all pages. */
@GatewayTest
class CountsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    CountsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE many AS SELECT i AS id, i % 10 AS kind FROM generate_series(1, 2500) i",
                "ALTER TABLE many ADD PRIMARY KEY (id)",
                "ANALYZE many",
                "CREATE VIEW slow_many AS SELECT id, pg_sleep(0.01 + id * 0) IS NULL AS slept FROM many WHERE id <= 300",
                "GRANT SELECT ON many, slow_many TO pgweir");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP VIEW slow_many", "DROP TABLE many");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /many?limit=10                        | exact     | 206 | 0-9/2500    | exact
            /many?limit=10&offset=2495            | exact     | 206 | 2495-2499/2500 | exact
            /many?kind=eq.3&limit=10              | exact     | 206 | 0-9/250     | exact
            /many?id=lte.5                        | exact     | 200 | 0-4/5       | exact
            /many?id=lte.5                        | planned   | 200 | 0-4/5       | exact
            /many?id=eq.0                         | exact     | 200 | \\*/0        | exact
            /many?limit=10                        | planned   | 206 | 0-9/\\d{4}   | planned
            /many?kind=eq.3&limit=10              | estimated | 206 | 0-9/250     | exact
            /many?limit=10                        | estimated | 206 | 0-9/\\d{4}   | estimated
            /many?select=kind,count()&limit=3     | exact     | 206 | 0-2/10      | exact
            """)
    void tellsHowManyRowsThereAre(String path, String count, int status, String range, String applied) {
        var answer = gateway.get(path, "Prefer", "count=" + count);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Range"))
                .hasValueSatisfying(answered -> assertThat(answered).matches(range));
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("count=" + applied);
    }

    @Test
    void estimatesWhatTakesTooLongToCountAndSaysSo() {
        var answer = gateway.get("/slow_many?limit=1&slept=is.false", "Prefer", "count=exact");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(206);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("count=planned");
        assertThat(answer.headers().firstValue("Content-Range"))
                .hasValueSatisfying(range -> assertThat(range).matches("0-0/\\d{3,4}"));
    }

    @Test
    void knowsNoPageBehindTheLastRow() {
        var answer = gateway.get("/many?offset=2500", "Prefer", "count=exact");
        problem(answer, 416, "no-such-page");
        assertThat(answer.headers().firstValue("Content-Range")).contains("*/2500");
        assertThat(gateway.get("/many?offset=2500").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "0-4, limit=3, 0-2/*",
        "0-1, limit=3, 0-1/*",
        "10-19, offset=15, 15-19/*",
        "3-, limit=2&offset=2, 3-3/*",
        "5-9, limit=5, */*",
        "0-999999999, limit=3, 0-2/*"
    })
    void takesTheRowsThatARangeAndTheParametersBothName(String range, String parameters, String answered) {
        var answer = gateway.get("/many?order=id&" + parameters, "Range-Unit", "items", "Range", range);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Range")).contains(answered);
    }

    @Test
    void knowsNoRangeThatEndsBeforeItBegins() {
        problem(gateway.get("/many", "Range-Unit", "items", "Range", "1-0"), 416, "no-such-page");
        problem(gateway.get("/many?limit=x", "Range-Unit", "items", "Range", "0-1"), 400, "malformed-parameter");
        problem(gateway.get("/many?limit=1&limit=2", "Range", "0-1"), 400, "malformed-parameter");
    }

    @ParameterizedTest
    @CsvSource({"0-4, 0-4/*", "items=10-19, 10-19/*", "2498-, 2498-2499/*", "bytes=0-4, 0-999/*", "x, 0-999/*"})
    void takesARangeOfRowsForAPage(String range, String answered) {
        var answer = gateway.get("/many?order=id", "Range-Unit", "items", "Range", range);
        assertThat(answer.headers().firstValue("Content-Range")).contains(answered);
    }
}
