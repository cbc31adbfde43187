package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Each row has an address, whatever its key: the one that its making answers leads back to it. */
@GatewayTest
class ItemAddressesIntegrationTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final Gateway gateway;

    @Autowired
    ItemAddressesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE worded (word text PRIMARY KEY, note text)",
                "CREATE TABLE paired (a text, b text, note text, PRIMARY KEY (a, b))",
                "CREATE TYPE odd AS ENUM ('', '.', 'a,b', '\"q\"')",
                """
                        CREATE TABLE typed (a date, b timestamp, c timestamptz, d numeric, e bytea, f bool, g uuid, h float8,
                            i interval, j text[], k int4range, l odd, m inet, n char(3), o jsonb, p bit(3), note text,
                            PRIMARY KEY (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p))""",
                "GRANT ALL ON worded, paired, typed TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared().execute("DROP TABLE worded, paired, typed", "DROP TYPE odd");
    }

    @BeforeEach
    void empty() {
        TestCluster.shared().execute("TRUNCATE worded, paired, typed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "..", "...", "/", "//", "a/b", ",", ",,", "a,b", "%", "%2F", "%00", "\\", "\\\\", "\"",
                "\"\"", "\"a\"", "\"a", "a\"", "\"\\\"", "+", "a b", ";", ";v=1", "?", "#", "&", "=", "é😀", "\u0001",
                "\u007f", "\t\n", "\u2400", "\u202e", "null", "NULL", "''", "{a}", "[", "~", "*", ":", "@", "a\u0301"
            })
    void leadsBackToARowOfAnyText(String word) {
        leadsBack("worded", "{\"word\":%s}".formatted(JSON.writeValueAsString(word)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'',''",
                "'',b",
                "a,''",
                "'.','.'",
                "'a,b',c",
                "a,'b,c'",
                "'\"','\"'",
                "'\"a','b\"'",
                "/,%",
                "'\\',','",
                "'\"a,b\"','\"\"'"
            })
    void leadsBackToARowOfAnyTwoTexts(String a, String b) {
        leadsBack("paired", "{\"a\":%s,\"b\":%s}".formatted(JSON.writeValueAsString(a), JSON.writeValueAsString(b)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                        {"a": "2024-01-01", "b": "2024-01-01T12:00:00.000001", "c": "2024-01-01T12:00:00+05:30", "d": 1.50, "e": "\\\\x00ff",
                        "f": true, "g": "00000000-0000-0000-0000-000000000001", "h": 0.1, "i": "1 mon -2 days", "j": ["a,b", "", null],
                        "k": "[1,5)", "l": "a,b", "m": "10.0.0.0/8", "n": "a", "o": {"a": "/,"}, "p": "101"}""", """
                        {"a": "infinity", "b": "-infinity", "c": "infinity", "d": "NaN", "e": "", "f": false,
                        "g": "ffffffff-ffff-ffff-ffff-ffffffffffff", "h": "-Infinity", "i": "0", "j": [], "k": "empty", "l": "", "m": "::1",
                        "n": "", "o": [], "p": "000"}""", """
                        {"a": "0044-03-15 BC", "b": "0044-03-15 12:00:00 BC", "c": "0044-03-15 12:00:00+00 BC", "d": "Infinity", "e": "\\\\x2e",
                        "f": "t", "g": "00000000-0000-0000-0000-000000000001", "h": "NaN", "i": "-00:00:01.5", "j": [["."]], "k": "(,)",
                        "l": "\\"q\\"", "m": "::/0", "n": "..", "o": "..", "p": "111"}"""})
    void leadsBackToARowOfAnyTypes(String key) {
        leadsBack("typed", key);
    }

    private void leadsBack(String table, String row) {
        var made = gateway.send("POST", "/" + table, row);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var address = made.headers().firstValue("Location").orElseThrow();

        var changed = gateway.send("PATCH", address, "{\"note\":\"found\"}", "Prefer", "return=representation");
        assertThat(changed.statusCode()).as(address + ": " + changed.body()).isEqualTo(200);
        var read = gateway.get(address, "Prefer", "consistency=strong");
        assertThat(read.statusCode()).as(address + ": " + read.body()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(changed.body());
        assertThat(json(read).path("note").asString()).isEqualTo("found");
        var put = gateway.send("PUT", address, read.body());
        assertThat(put.statusCode()).as(address + ": " + put.body()).isEqualTo(204);
        // Many clients encode all of what stands for a key.
        var start = address.lastIndexOf('/') + 1;
        var encoded = address.substring(0, start) + address.substring(start).replace(",", "%2C");
        assertThat(gateway.send("DELETE", table.equals("worded") ? address : encoded, "")
                        .statusCode())
                .as(encoded)
                .isEqualTo(204);
        problem(gateway.send("DELETE", address, ""), 404, "no-such-item");
    }

    @Test
    void takesAQuotedValueWhereverAKeyIsNamed() {
        assertThat(gateway.send("PUT", "/paired/%22a%2Cb%22,c", "{}").statusCode())
                .isEqualTo(201);
        assertThat(json(gateway.get("/paired/%22a%2Cb%22%2C%22c%22?select=a,b", "Prefer", "consistency=strong"))
                        .toString())
                .isEqualTo("{\"a\":\"a,b\",\"b\":\"c\"}");
        assertThat(gateway.send("PUT", "/worded/%22%22", "{}").statusCode()).isEqualTo(201);
        assertThat(gateway.get("/worded?select=word", "Prefer", "consistency=strong")
                        .body())
                .isEqualTo("[{\"word\":\"\"}]");
    }
}
