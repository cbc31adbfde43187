package dev.pgweir.web.stream;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Rows that come as CSV and NDJSON. */
@GatewayTest
@TestPropertySource(properties = {"pgweir.web.max-body-size=100KB", "pgweir.web.max-import-size=2MB"})
class ImportIntegrationTests {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    ImportIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                """
                        CREATE TABLE imported (id int PRIMARY KEY, "the ""word"" here" text, small int2 CHECK (small < 100),
                        document jsonb, tags text[], made int GENERATED ALWAYS AS (id + 1) STORED)""",
                "CREATE VIEW imported_view AS SELECT id, small FROM imported",
                "CREATE TABLE imported_keyless (n int)",
                "GRANT ALL ON imported, imported_view, imported_keyless TO pgweir");
    }

    @AfterAll
    static void dropTable() {
        TestCluster.shared().execute("DROP VIEW imported_view", "DROP TABLE imported, imported_keyless");
    }

    @BeforeEach
    void empty() {
        cluster.execute("TRUNCATE imported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesCsvWhoseFirstLineNamesTheColumns(String lineEnd) {
        var body = """
                "the ""word"" here",id,tags
                plain,1,{a}
                "with ""quotes"", and
                a line",2,"{""x,y""}"
                "",3,{}
                ,4,
                """.replace("\n", lineEnd);

        var answer = load(CSV, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Range")).contains("*/4");
        assertThat(answer.headers().firstValue("Served-By")).get().asString().endsWith("; role=primary");
        assertThat(answer.body()).isEmpty();
        assertThat(words())
                .isEqualTo("[\"plain\", \"with \\\"quotes\\\", and%sa line\", \"\", null]"
                        .formatted(lineEnd.replace("\r", "\\r").replace("\n", "\\n")));
    }

    @Test
    void takesLinesOfJson() {
        var answer = load(NDJSON, """
                {"id": 1, "the \\"word\\" here": "tab\\t \\"quoted\\" \\\\ back\\nline é 😀", "document": {"a": [1.50]}, "tags": ["x,y", null, "\\"\\\\"]}
                {"the \\"word\\" here": null, "tags": null, "id": 2, "document": null}
                {"id": 3, "the \\"word\\" here": 7.50, "document": "text", "tags": []}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Range")).contains("*/3");
        assertThat(words()).isEqualTo("[\"tab\\t \\\"quoted\\\" \\\\ back\\nline é 😀\", null, \"7.50\"]");
        assertThat(column("document")).isEqualTo("[{\"a\": [1.50]}, null, \"text\"]");
        assertThat(column("tags")).isEqualTo("[[\"x,y\", null, \"\\\"\\\\\"], null, []]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"return=minimal", "return=headers-only"})
    void saysWhichPreferenceItFollowed(String preference) {
        var answer = gateway.send("POST", "/imported", "id\n1\n", "Content-Type", CSV, "Prefer", preference);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains(preference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | id,small;1,5;2,",
                "application/x-ndjson | {\"id\":1,\"small\":5};{\"id\":2,\"small\":null}"
            })
    void answersTheRowsWhereTheClientWantsThem(String type, String lines) {
        var body = lines.replace(";", "\n");
        var answer = gateway.send(
                "POST", "/imported?select=small,made", body, "Content-Type", type, "Prefer", "return=representation");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(json(answer)).isEqualTo(json("""
                [{"small": 5, "made": 2}, {"small": null, "made": 3}]"""));
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("return=representation");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void answersTheOnlyRowAsAnObject() {
        var answer =
                load(CSV, "id\n7\n", "Accept", "application/vnd.pgrst.object+json", "Prefer", "return=representation");
        assertThat(json(answer).path("id").asInt()).as(answer.body()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | id,nothing,small,made;1,x,5,9;2,y,6,9",
                "application/x-ndjson | {\"id\":1,\"small\":5,\"made\":9};{\"nothing\":[1],\"id\":2,\"small\":6}"
            })
    void takesTheChosenColumnsOnly(String type, String lines) {
        var body = lines.replace(";", "\n");
        var answer = gateway.send("POST", "/imported?columns=id", body, "Content-Type", type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(column("small")).isEqualTo("[null, null]");
        problem(
                gateway.send("POST", "/imported?columns=id,tags", body, "Content-Type", type),
                400,
                "malformed-parameter");
        problem(gateway.send("POST", "/imported?columns=made", body, "Content-Type", type), 400, "generated-column");
    }

    @Test
    void tellsNullFromTheTextOfNullAndFromNoText() {
        var answer = load(CSV, "\"the \"\"word\"\" here\",id\nNULL,1\n\"NULL\",2\n,3\n\"\",4\n");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(words()).isEqualTo("[null, \"NULL\", null, \"\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | id,small;1,5;2,6",
                "application/x-ndjson | {\"id\":1,\"small\":5};{\"id\":2,\"small\":6}"
            })
    void changesOrPassesOverRowsThatAreThere(String type, String lines) {
        var body = lines.replace(";", "\n");
        load(CSV, "id,small\n1,1\n");

        var ignored = load(type, body, "Prefer", "resolution=ignore-duplicates");
        assertThat(ignored.headers().firstValue("Content-Range")).contains("*/1");
        assertThat(ignored.headers().firstValue("Preference-Applied")).contains("resolution=ignore-duplicates");
        assertThat(column("small")).isEqualTo("[1, 6]");

        var merged = load(type, body, "Prefer", "resolution=merge-duplicates");
        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
        assertThat(merged.headers().firstValue("Content-Range")).contains("*/2");
        assertThat(column("small")).isEqualTo("[5, 6]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv             | n;1
            application/x-ndjson | {"n":1}
            application/json     | {"n":1}
            """)
    void saysThatItInsertedWhereNoRowCanBeThere(String type, String lines) {
        var answer = gateway.send(
                "POST",
                "/imported_keyless",
                lines.replace(";", "\n"),
                "Content-Type",
                type,
                "Prefer",
                "resolution=merge-duplicates");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void undoesWhatTheClientWantsUndone() {
        var undone = load(CSV, "id\n1\n2\n", "Prefer", "tx=rollback");
        assertThat(undone.headers().firstValue("Content-Range")).contains("*/2");
        problem(load(CSV, "id\n1\n2\n", "Prefer", "max-affected=1"), 400, "max-affected-exceeded");
        assertThat(count()).isZero();
    }

    @Test
    void writesOneRowWhereTheClientAsksForOneObject() {
        var one = "application/vnd.pgrst.object+json";
        problem(load(CSV, "id\n1\n2\n", "Accept", one), 406, "not-one-row");
        problem(load(CSV, "id\n", "Accept", one), 406, "not-one-row");
        assertThat(count()).isZero();
        assertThat(load(CSV, "id\n1\n", "Accept", one).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesAKey() {
        problem(load(CSV, "id\n1\n", "Idempotency-Key", "\"a\""), 400, "key-not-applicable");
        assertThat(count()).isZero();
    }

    @Test
    void takesABodyOfNoRows() {
        assertThat(load(CSV, "id,small").headers().firstValue("Content-Range")).contains("*/0");
    }

    @Test
    void takesABodyThatBeginsWithAByteOrderMark() {
        assertThat(load(CSV, "\uFEFFid\n1\n").statusCode()).isEqualTo(201);
        assertThat(load(NDJSON, "\uFEFF{\"id\":2}\n").statusCode()).isEqualTo(201);
        var merged = load(NDJSON, "\uFEFF{\"id\":2}\n{\"id\":3}", "Prefer", "resolution=merge-duplicates");
        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
    }

    @Test
    void takesMoreThanAnotherBodyMayHave() {
        var csv = rows(50_000, "id\n%s", "%d\n");
        assertThat(load(CSV, csv).headers().firstValue("Content-Range")).contains("*/50000");
        empty();
        var ndjson = rows(50_000, "%s", "{\"id\":%d}\n");
        assertThat(load(NDJSON, ndjson).headers().firstValue("Content-Range")).contains("*/50000");
    }

    @Test
    void refusesWhatIsLargerThanAnImportMayBe() {
        problem(load(CSV, rows(400_000, "id\n%s", "%d\n")), 413, "too-large");
        assertThat(count()).isZero();
        assertThat(load(CSV, "id\n1\n").statusCode()).isEqualTo(201);
    }

    @Test
    void refusesALineThatMemoryShouldNotHold() {
        var line = "{\"id\": 2, \"the \\\"word\\\" here\": \"%s\"}".formatted("x".repeat(300_000));
        refused(NDJSON, "{\"id\": 1, \"the \\\"word\\\" here\": \"a\"}\n" + line, 400, "line-too-long", 2);
    }

    @Test
    void fillsAView() {
        var csv = gateway.send("POST", "/imported_view", "small,id\n5,1\n6,2\n", "Content-Type", CSV);
        assertThat(csv.statusCode()).as(csv.body()).isEqualTo(201);
        assertThat(csv.headers().firstValue("Content-Range")).contains("*/2");
        var ndjson = gateway.send("POST", "/imported_view", "{\"id\": 3, \"small\": 1}", "Content-Type", NDJSON);
        assertThat(ndjson.statusCode()).as(ndjson.body()).isEqualTo(201);
        assertThat(column("small")).isEqualTo("[5, 6, 1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | id,small;1,1;2,x | 422 | malformed-value | 3",
                "text/csv | id,small;1,1;2;3,3 | 400 | malformed-body | 3",
                "text/csv | id,small;1,1;2,2,2;3,3 | 400 | malformed-body | 3",
                "text/csv | id,small;1,1;2,200;3,3 | 422 | check | 3",
                "text/csv | id;1;2;1 | 409 | duplicate-key | 4",
                "text/csv | id;1;;3 | 422 | not-null | 3",
                "text/csv | id;\"x | 400 | malformed-body | 2",
                "text/csv | nothing,id;1,1 | 400 | unknown-column | 1",
                "text/csv | made;1 | 400 | empty-body | 1",
                "text/csv | id,id;1,1 | 400 | malformed-body | 1",
                "text/csv | \"id;1 | 400 | malformed-body | 1",
                "text/csv | ;1 | 400 | empty-body | 1",
                "application/x-ndjson | {\"id\": 1, \"small\": 1};{\"id\": 2, \"small\": \"x\"} | 422 | malformed-value | 2",
                "application/x-ndjson | {\"id\": 1};{\"id\": 2};{\"id\": 1} | 409 | duplicate-key | 3",
                "application/x-ndjson | {\"id\": 1, \"document\": \"\\u0000\"} | 422 | malformed-value | 1",
                "application/x-ndjson | {\"id\": 1};{\"id\": 2, \"small\": 1} | 400 | columns-differ | 2",
                "application/x-ndjson | {\"id\": 1, \"small\": 1};{\"id\": 2} | 400 | columns-differ | 2",
                "application/x-ndjson | {\"id\": 1};{\"id\": 2, \"id\": 3} | 400 | malformed-json | 2",
                "application/x-ndjson | {\"id\": 1};{\"id\": 2 | 400 | malformed-json | 2",
                "application/x-ndjson | {\"id\": 1};{\"id\": 2} 3 | 400 | malformed-json | 2",
                "application/x-ndjson | {\"id\": 1};;{\"id\": 2} | 400 | malformed-body | 2",
                "application/x-ndjson | {\"id\": 1};[2] | 400 | malformed-body | 2",
                "application/x-ndjson | {\"id\": 1, \"tags\": [\"\\ud800\"]} | 400 | malformed-json | 1",
                "application/x-ndjson | {\"id\": 1, \"document\": {\"a\": 1] | 400 | malformed-json | 1",
                "application/x-ndjson | {\"nothing\": 1} | 400 | unknown-column | 1",
                "application/x-ndjson | {\"made\": 1} | 400 | empty-body | 1",
                "application/x-ndjson | {} | 400 | empty-body | 1"
            })
    void writesNothingAndNamesTheLineToBlame(String type, String lines, int status, String code, int line) {
        refused(type, lines.replace(";", "\n"), status, code, line);
    }

    @Test
    void refusesParametersThatMeanNothingHere() {
        problem(gateway.send("POST", "/imported?id=eq.1", "id\n1\n", "Content-Type", CSV), 400, "unknown-parameter");
    }

    @Test
    void takesUtf8Only() {
        problem(load("text/csv;charset=iso-8859-1", "id\n1\n"), 415, "unsupported-media-type");
        assertThat(load("text/csv; charset=UTF-8", "id\n1\n").statusCode()).isEqualTo(201);
    }

    private void refused(String type, String body, int status, String code, int line) {
        var problem = problem(load(type, body), status, code);
        assertThat(problem.at("/errors/0/line").asInt()).as(problem.toString()).isEqualTo(line);
        assertThat(count()).isZero();
    }

    private HttpResponse<String> load(String type, String body, String... headers) {
        var all = Stream.concat(Stream.of("Content-Type", type), Stream.of(headers));
        return gateway.send("POST", "/imported", body, all.toArray(String[]::new));
    }

    private long count() {
        return cluster.query("primary", "SELECT count(*) FROM imported", Long.class);
    }

    private String words() {
        return column("the \"\"word\"\" here");
    }

    private String column(String name) {
        return cluster.query(
                "primary", "SELECT jsonb_agg(\"%s\" ORDER BY id)::text FROM imported".formatted(name), String.class);
    }

    private static String rows(int count, String frame, String row) {
        var rows = new StringBuilder();
        for (var i = 1; i <= count; i++) {
            rows.append(row.formatted(i));
        }
        return frame.formatted(rows);
    }
}
