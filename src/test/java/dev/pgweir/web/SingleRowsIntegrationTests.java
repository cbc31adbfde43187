package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The values of a single row travel one by one, those of an array as JSON: the server takes and refuses the same. */
@GatewayTest
class SingleRowsIntegrationTests {

    private static final List<String> VALUES = List.of(
            "1",
            "-0",
            "1.5",
            "1.005",
            "1e2",
            "1E400",
            "9223372036854775807",
            "99999999999999999999.99999999999999999999",
            "true",
            "\"\"",
            "\" 1 \"",
            "\"0x1F\"",
            "\"1_000\"",
            "\"NaN\"",
            "\"infinity\"",
            "\"t\"",
            "\"abc\"",
            "\"abc   \"",
            "\"abcd\"",
            "\"\\\\\"",
            "\"it's ? $1 \\\" {}\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"2024-02-29\"",
            "\"2024-02-30\"",
            "\"2024-02-29T23:59:59.9999999+01\"",
            "\"00000000-0000-0000-0000-000000000001\"",
            "\"NULL\"");

    private final Gateway gateway;

    @Autowired
    SingleRowsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE DOMAIN single_word AS varchar(3) CHECK (VALUE <> 't')",
                """
                CREATE TABLE single (id int PRIMARY KEY, b bool, i4 int, n numeric, n2 numeric(6, 2),
                    d double precision, t text, v3 varchar(3), c3 char(3), u uuid, day date,
                    ts0 timestamp(0), tz timestamptz(3), w single_word, bits bit(3))""",
                "GRANT ALL ON single TO pgweir");
    }

    @AfterAll
    static void dropTable() {
        TestCluster.shared().execute("DROP TABLE single", "DROP DOMAIN single_word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "i4", "n", "n2", "d", "t", "v3", "c3", "u", "day", "ts0", "tz", "w", "bits"})
    void areTakenAsAnArrayOfOneIs(String column) {
        for (var value : VALUES) {
            var row = "{\"id\": 1, \"%s\": %s}".formatted(column, value);
            var one = gateway.send("POST", "/single", row, "Prefer", "return=representation");
            gateway.send("DELETE", "/single/1", "");
            var many = gateway.send("POST", "/single", "[" + row + "]", "Prefer", "return=representation");

            assertThat(told(one)).as(row).isEqualTo(told(many));
            var patched = gateway.send("PATCH", "/single/1", "{\"%s\": %s}".formatted(column, value));
            assertThat(patched.statusCode() < 300)
                    .as("PATCH of %s: %s", row, patched.body())
                    .isEqualTo(one.statusCode() < 300);
            gateway.send("DELETE", "/single/1", "");
        }
    }

    /** The rows, or what was wrong. */
    private static String told(HttpResponse<String> answer) {
        if (answer.statusCode() < 300) {
            return answer.statusCode() + " " + answer.body();
        }
        var problem = json(answer);
        return answer.statusCode() + " " + problem.path("sqlstate") + " " + problem.path("type") + " "
                + problem.at("/errors/0/pointer").asString().replaceFirst("^/0/", "/");
    }
}
