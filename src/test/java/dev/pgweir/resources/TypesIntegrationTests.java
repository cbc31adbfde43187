package dev.pgweir.resources;

import static dev.pgweir.testing.Answers.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.resources.TypesTable.TypedColumn;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Values of each type, out and in. What the server itself makes of them as JSON is the measure, to the byte. */
@GatewayTest
class TypesIntegrationTests {

    static final List<TypedColumn> COLUMNS = TypesTable.COLUMNS;

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private static String original = "";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;
    private final Connection connection;
    private final JdbcClient primary;

    @Autowired
    TypesIntegrationTests(Gateway gateway) throws SQLException {
        this.gateway = gateway;
        connection = cluster.connect("primary");
        primary = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        primary.sql("SET TIME ZONE 'UTC'").update();
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        TypesTable.create(gateway);
        TypesTable.fill();
        TestCluster.shared().awaitReplay();
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        TypesTable.drop(gateway);
    }

    /** Most tests change nothing. */
    @BeforeEach
    void fill() {
        if (original.isEmpty()) {
            original = stored();
        } else if (!original.equals(stored())) {
            TypesTable.fill();
            cluster.awaitReplay();
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void writesTheJsonThatTheServerWouldWrite(TypedColumn column) {
        var select = "id,\"%s\"".formatted(column.name());
        var answer = gateway.get("/typed?order=id&select=" + encoded(select));
        var expected = primary.sql(
                        "SELECT row_to_json(r)::text FROM (SELECT %s FROM typed ORDER BY id) r".formatted(select))
                .query(String.class)
                .list();
        assertThat(answer.body()).isEqualTo(expected.stream().collect(joining(",\n", "[", "]")));
        assertThat(Answers.rows(answer)).hasSize(TypesTable.ROWS + 1);
    }

    @Test
    void takesBackByPostWhatItGave() {
        var before = stored();
        var body = gateway.get("/typed").body();
        cluster.execute("TRUNCATE typed");

        assertThat(gateway.send("POST", "/typed", body).statusCode()).isEqualTo(201);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void takesBackByPutAndPatchWhatItGave() {
        var before = stored();
        for (var id = 1; id <= TypesTable.ROWS; id++) {
            var item = "/typed/" + id;
            var body = gateway.get(item).body();
            cluster.execute("DELETE FROM typed WHERE id = " + id);

            assertThat(gateway.send("PUT", item, body).statusCode()).isEqualTo(201);
            assertThat(stored()).isEqualTo(before);
            assertThat(gateway.send("PUT", item, "{}").statusCode()).isEqualTo(204);
            var changed = gateway.send("PATCH", item, body, "Prefer", "return=representation");
            assertThat(changed.body()).isEqualTo(body);
            assertThat(stored()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void streamsTheJsonThatTheServerWouldWrite(TypedColumn column) {
        var select = "id,\"%s\"".formatted(column.name());
        var answer = gateway.get("/typed?order=id&select=" + encoded(select), "Accept", NDJSON);
        var expected = primary.sql(
                        "SELECT row_to_json(r)::text FROM (SELECT %s FROM typed ORDER BY id) r".formatted(select))
                .query(String.class)
                .list();
        assertThat(answer.body().lines()).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void streamsTheCsvThatTheServerWouldWrite(TypedColumn column) throws SQLException, IOException {
        var query = "SELECT \"%s\" FROM typed ORDER BY id".formatted(column.name());
        var expected = new StringWriter();
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT csv, HEADER)", expected);
        var answer = gateway.get("/typed?order=id&select=" + encoded("\"%s\"".formatted(column.name())), "Accept", CSV);
        assertThat(answer.body()).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void takesBackFromAStreamWhatItGave(TypedColumn column) {
        var select = "id,\"%s\"".formatted(column.name());
        var before = stored(select);
        for (var format : List.of(CSV, NDJSON)) {
            var body = gateway.get("/typed?select=" + encoded(select), "Accept", format)
                    .body();
            cluster.execute("TRUNCATE typed");

            var loaded = gateway.send("POST", "/typed", body, "Content-Type", format);

            assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(201);
            assertThat(stored(select)).isEqualTo(before);
            fill();
        }
    }

    @Test
    void takesBackWholeRowsFromAStream() {
        var before = stored();
        for (var format : List.of(CSV, NDJSON)) {
            var body = gateway.get("/typed", "Accept", format).body();
            cluster.execute("TRUNCATE typed");

            var loaded = gateway.send("POST", "/typed", body, "Content-Type", format);

            assertThat(loaded.headers().firstValue("Content-Range")).contains("*/" + (TypesTable.ROWS + 1));
            assertThat(stored()).isEqualTo(before);
            cluster.awaitReplay();
        }
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void findsRowsByTheTextOfAValue(TypedColumn column) {
        for (var operator : List.of("eq", "in")) {
            var value = primary.sql("SELECT \"%s\"::text FROM typed WHERE id = 1".formatted(column.name()))
                    .query(String.class)
                    .single();
            var operand = operator.equals("eq")
                    ? value
                    : "(\"%s\")".formatted(value.replace("\\", "\\\\").replace("\"", "\\\""));
            var answer = gateway.get(
                    "/typed?id=eq.1&select=id&%s=%s.%s".formatted(column.name(), operator, encoded(operand)));
            if (serverTakes("SELECT \"%1$s\" = \"%1$s\" FROM typed LIMIT 0".formatted(column.name()))) {
                assertThat(answer.body()).as("%s of %s", operator, value).isEqualTo("[{\"id\":1}]");
            } else {
                problem(answer, 400, "operator-not-applicable");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("COLUMNS")
    void pagesAlongAColumn(TypedColumn column) {
        var page = "/typed?limit=2&select=id&order=%s.desc".formatted(column.name());
        if (serverTakes("SELECT FROM typed ORDER BY \"%s\" LIMIT 0".formatted(column.name()))) {
            assertThat(Answers.follow(gateway, page))
                    .extracting(row -> row.path("id").asInt())
                    .containsExactlyElementsOf(
                            primary.sql("SELECT id FROM typed ORDER BY \"%s\" DESC, id DESC".formatted(column.name()))
                                    .query(Integer.class)
                                    .list());
        } else {
            problem(gateway.get(page), 400, "operator-not-applicable");
        }
    }

    @Test
    void refusesToPageAlongValuesThatNoLinkCanHold() {
        cluster.execute("UPDATE typed SET text = repeat('x', 10000)");
        cluster.awaitReplay();
        problem(gateway.get("/typed?order=text&limit=2&select=id"), 400, "cursor-too-long");
        assertThat(Answers.rows(gateway.get("/typed?order=text&select=id"))).hasSize(TypesTable.ROWS + 1);
    }

    private boolean serverTakes(String sql) {
        try {
            primary.sql(sql).query().listOfRows();
            return true;
        } catch (BadSqlGrammarException e) {
            return false;
        }
    }

    private String stored() {
        return stored("*");
    }

    private String stored(String columns) {
        return primary.sql("SELECT string_agg(row_to_json(t)::text, chr(10) ORDER BY id) FROM (SELECT %s FROM typed) t"
                        .formatted(columns))
                .query(String.class)
                .single();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
