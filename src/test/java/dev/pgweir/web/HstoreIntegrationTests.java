package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Pairs of {@code hstore} go back as they came, whichever way. */
@GatewayTest
class HstoreIntegrationTests {

    private static final String ROWS = "SELECT string_agg(t::text, E'\\n' ORDER BY id) FROM paired_up t";
    private static final String STRONG = "consistency=strong";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    HstoreIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE EXTENSION hstore",
                "CREATE DOMAIN settings AS hstore CHECK (VALUE IS NULL OR NOT exist(VALUE, 'bad'))",
                "CREATE TABLE paired_up (id int PRIMARY KEY, pairs hstore, fixed settings, many hstore[])",
                "GRANT ALL ON paired_up TO pgweir");
    }

    @AfterAll
    static void dropTable() {
        TestCluster.shared().execute("DROP TABLE paired_up", "DROP DOMAIN settings", "DROP EXTENSION hstore");
    }

    @BeforeEach
    void fill() {
        cluster.execute("TRUNCATE paired_up", """
                INSERT INTO paired_up SELECT id, pairs::hstore, pairs::hstore, ARRAY[pairs::hstore, NULL, '']
                  FROM (VALUES (1, ''), (2, NULL), (3, 'a=>1, b=>NULL, "c d"=>"NULL"'),
                      (4, E'"\\\\"q\\\\""=>"\\\\\\\\ \\\\"", "é,{}"=>"=>\\n", ""=>""')) AS given (id, pairs)""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
    void areInsertedAsTheyWereRead(String type) {
        var before = cluster.query("primary", ROWS, String.class);
        var read = gateway.get("/paired_up?order=id", "Accept", type, "Prefer", STRONG);
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        for (var preference : new String[] {"return=minimal", "return=representation", "resolution=merge-duplicates"}) {
            if (!preference.startsWith("resolution")) {
                cluster.execute("TRUNCATE paired_up");
            }
            var made = gateway.send("POST", "/paired_up", read.body(), "Content-Type", type, "Prefer", preference);
            assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
            assertThat(cluster.query("primary", ROWS, String.class)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void areChangedIntoWhatTheyWere(int id) {
        var before = cluster.query("primary", ROWS, String.class);
        var row = gateway.get("/paired_up/" + id, "Prefer", STRONG).body();
        for (var method : new String[] {"PUT", "PATCH"}) {
            cluster.execute("UPDATE paired_up SET pairs = 'x=>y', fixed = 'x=>y', many = NULL WHERE id = " + id);
            var changed = gateway.send(method, "/paired_up/" + id, row, "Prefer", "return=representation");
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            assertThat(changed.body()).isEqualTo(row);
            assertThat(cluster.query("primary", ROWS, String.class)).isEqualTo(before);
        }
        cluster.execute("UPDATE paired_up SET pairs = 'x=>y', many = NULL WHERE id = " + id);
        assertThat(gateway.send("PATCH", "/paired_up?id=eq." + id, row).statusCode())
                .isEqualTo(204);
        assertThat(cluster.query("primary", ROWS, String.class)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pairs    | eq."b"=>NULL, "a"=>"1", "c d"=>"NULL"
            pairs    | in.("a=>1, b=>NULL, \\"c d\\"=>\\"NULL\\"","x=>y")
            pairs    | cs.a=>1
            pairs->a | eq."1"
            pairs->>a| eq.1
            fixed    | cs."c d"=>"NULL"
            fixed    | eq.a=>1, b=>NULL, "c d"=>"NULL"
            """)
    void areFoundByFilters(String operand, String condition) {
        var filter = encode(operand, UTF_8) + "=" + encode(condition, UTF_8);
        var found = gateway.get("/paired_up?select=id&" + filter, "Prefer", STRONG);
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        assertThat(json(found).toString()).isEqualTo("[{\"id\":3}]");
    }
}
