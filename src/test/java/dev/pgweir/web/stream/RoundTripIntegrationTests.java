package dev.pgweir.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What was exported is imported as it was, whatever the types, also into a table that generates columns. */
@GatewayTest
class RoundTripIntegrationTests {

    private static final String ROWS = "SELECT string_agg(t::text, E'\\n' ORDER BY id) FROM travelling t";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    RoundTripIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE EXTENSION IF NOT EXISTS hstore",
                "CREATE TYPE mood AS ENUM ('so, so', 'NULL', '')",
                "CREATE TYPE place AS (street text, number int)",
                "CREATE DOMAIN short AS varchar(4)",
                """
                        CREATE TABLE travelling (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text, few short,
                            mood mood, place place, pairs hstore, words text[], matrix int[][], document jsonb, plain json,
                            raw bytea, price numeric(12, 2), share float8, day date, at timestamptz, span interval,
                            days daterange, many int4multirange, box box, net inet, bits bit varying, id2 uuid, flag bool,
                            twice bigint GENERATED ALWAYS AS (id * 2) STORED)""",
                """
                        INSERT INTO travelling (word, few, mood, place, pairs, words, matrix, document, plain, raw, price,
                            share, day, at, span, days, many, box, net, bits, id2, flag) VALUES
                        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                            NULL, NULL, NULL, NULL, NULL, NULL),
                        ('', '', '', ROW('', NULL), '', '{}', '{}', 'null', 'null', '', 0, '-0', '-infinity', 'infinity',
                            '0', 'empty', '{}', '(1,1),(0,0)', '::1/64', '', gen_random_uuid(), false),
                        ('NULL', 'NULL', 'NULL', ROW('NULL', 1), 'a=>NULL, b=>"NULL"', '{NULL,"NULL",""}',
                            '{{1,NULL},{3,4}}', '"NULL"', '"x"', '\\x00ff5c2e0a', 'NaN', 'NaN', '0044-03-15 BC',
                            '2024-02-29 12:00:00.123456+05:30', '-1 mons +2 days -00:00:01.5', '(,2024-01-01)',
                            '{[1,3),[5,8)}', '(2,2),(1,1)', '10.0.0.0/8', '101', gen_random_uuid(), true),
                        (E'a\\n\\\\.\\nb', E'\\\\.', 'so, so', ROW(E'"a",\\n\\\\', 2), hstore(E'a\\nb', E'"c,\\\\'),
                            ARRAY[E'\\\\.', E'a"b\\n', ',', ' '], '{}', '{"a": ["\\u00e9", 1.50, null]}', '{"b":1, "c" : 2}',
                            '\\x2e', -1.5, 1e300, '2024-01-01', '2024-01-01', '1 day', '[2024-01-01,)', '{(,)}', NULL,
                            '192.168.0.1', '1', gen_random_uuid(), NULL),
                        (E'\\t\\r\\b\\f\\x01 é😀\\r\\n', E'\\n\\n', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Infinity', NULL,
                            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)""",
                "CREATE TABLE lone (word text)",
                "GRANT ALL ON travelling, lone TO pgweir");
    }

    @AfterAll
    static void dropTable() {
        TestCluster.shared()
                .execute(
                        "DROP TABLE travelling, lone",
                        "DROP TYPE mood, place",
                        "DROP DOMAIN short",
                        "DROP EXTENSION hstore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"return=minimal", "return=representation", "resolution=merge-duplicates"})
    void importsWhatCsvExported(String preference) {
        isImportedAsItWas("text/csv", preference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return=minimal", "return=representation", "resolution=merge-duplicates"})
    void importsWhatNdjsonExported(String preference) {
        // JSON has one null, so that a document that is null and no document look the same.
        cluster.execute("UPDATE travelling SET document = NULL, plain = NULL WHERE plain::text = 'null'");
        isImportedAsItWas("application/x-ndjson", preference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void losesNoRowBehindWhatEndedTheDataOnce(String type) {
        cluster.execute("TRUNCATE lone", """
                INSERT INTO lone VALUES (E'\\\\.'), ('a'), (E'a\\n\\\\.\\nb'), (NULL), (''), ('NULL'), (E'\\\\.')""");
        var before = cluster.query("primary", "SELECT string_agg(lone::text, '|') FROM lone", String.class);
        var exported = gateway.get("/lone", "Accept", type, "Prefer", "consistency=strong")
                .body();
        cluster.execute("TRUNCATE lone");

        assertThat(gateway.send("POST", "/lone", exported, "Content-Type", type).statusCode())
                .isEqualTo(201);
        assertThat(cluster.query("primary", "SELECT string_agg(lone::text, '|') FROM lone", String.class))
                .isEqualTo(before);
    }

    private void isImportedAsItWas(String type, String preference) {
        var exported = gateway.get("/travelling", "Accept", type, "Prefer", "consistency=strong");
        assertThat(exported.statusCode()).as(exported.body()).isEqualTo(200);
        var before = cluster.query("primary", ROWS, String.class);
        assertThat(before).isNotBlank();
        cluster.execute("DELETE FROM travelling");

        var imported = gateway.send("POST", "/travelling", exported.body(), "Content-Type", type, "Prefer", preference);

        assertThat(imported.statusCode()).as(imported.body()).isIn(200, 201);
        assertThat(cluster.query("primary", ROWS, String.class)).isEqualTo(before);
    }
}
