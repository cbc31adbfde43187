package dev.pgweir.web;

import static dev.pgweir.testing.Answers.follow;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Pages of what has no key: no row is lost and none comes twice, in whatever order the server finds them. */
@GatewayTest
class StablePagesIntegrationTests {

    private final Gateway gateway;

    @Autowired
    StablePagesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        var primary = TestCluster.shared().node("primary").url();
        var port = primary.replaceAll(".*:(\\d+)/.*", "$1");
        SharedSchema.change(
                gateway,
                "CREATE COLLATION same_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                // Equal numbers and texts that are told apart, nulls, values that have no order, and rows that are the
                // same.
                """
                CREATE TABLE shuffled_rows AS
                SELECT i % 40 AS n,
                       CASE i % 3 WHEN 0 THEN 1.0 WHEN 1 THEN 1.00 END AS amount,
                       CASE i % 5 WHEN 0 THEN 'a' ELSE 'A' END COLLATE same_case AS word,
                       CASE i % 7 WHEN 0 THEN '-0'::float8 WHEN 1 THEN 0 WHEN 2 THEN 'NaN' END AS real,
                       CASE i % 11 WHEN 0 THEN interval '30 days' ELSE interval '1 month' END AS span,
                       json_build_object('b', i % 101) AS document,
                       point(i % 13, 1) AS place,
                       xmlelement(name x, i % 17) AS mark,
                       ARRAY[json_build_object('c', i % 19)] AS documents
                  FROM generate_series(1, 202) i""",
                "INSERT INTO shuffled_rows SELECT * FROM shuffled_rows LIMIT 20",
                "CREATE VIEW shuffled AS SELECT * FROM shuffled_rows ORDER BY random()",
                "CREATE MATERIALIZED VIEW shuffled_kept AS SELECT * FROM shuffled_rows",
                "CREATE EXTENSION IF NOT EXISTS postgres_fdw",
                "CREATE SERVER loopback FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%s', dbname 'pgweir')"
                        .formatted(port),
                "CREATE USER MAPPING FOR PUBLIC SERVER loopback OPTIONS (user 'pgweir', password_required 'false')",
                "CREATE USER MAPPING FOR CURRENT_USER SERVER loopback OPTIONS (user 'pgweir', password_required 'false')",
                """
                CREATE FOREIGN TABLE shuffled_far (n int, amount numeric, word text, document json)
                SERVER loopback OPTIONS (schema_name 'public', table_name 'shuffled')""",
                "CREATE TABLE shuffled_part (n int, amount numeric, word text, document json, hidden int) PARTITION BY RANGE (n)",
                """
                CREATE FOREIGN TABLE shuffled_part_1 PARTITION OF shuffled_part FOR VALUES FROM (0) TO (20)
                SERVER loopback OPTIONS (table_name 'shuffled_part_far')""",
                "CREATE TABLE shuffled_part_2 PARTITION OF shuffled_part FOR VALUES FROM (20) TO (40)",
                "CREATE TABLE shuffled_part_store AS SELECT n, amount, word::text, document, 1 AS hidden FROM shuffled_rows WHERE n < 20",
                "CREATE VIEW shuffled_part_far AS SELECT * FROM shuffled_part_store ORDER BY random()",
                "INSERT INTO shuffled_part_2 SELECT n, amount, word, document, 1 FROM shuffled_rows WHERE n >= 20",
                "REVOKE ALL ON shuffled_part FROM pgweir",
                "GRANT SELECT (n, amount, word, document) ON shuffled_part TO pgweir");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "DROP EXTENSION postgres_fdw CASCADE",
                "DROP TABLE IF EXISTS shuffled_part",
                "DROP TABLE shuffled_part_store, shuffled_rows CASCADE",
                "DROP COLLATION same_case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shuffled?limit=97",
                "/shuffled?limit=13&order=word.desc",
                "/shuffled?limit=31&order=amount,real.desc.nullslast",
                "/shuffled?limit=97&select=amount,word",
                "/shuffled_kept?limit=97",
                "/shuffled_far?limit=97",
                "/shuffled_far?limit=31&order=amount",
                "/shuffled_part?limit=31",
                "/shuffled_part?limit=31&order=word.desc"
            })
    void givesEachRowOnce(String page) {
        assertThat(follow(gateway, page))
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrderElementsOf(atOnce(page));
    }

    @Test
    void givesEachRowOnceByOffset() {
        var rows = new ArrayList<String>();
        for (var offset = 0; offset < 222; offset += 50) {
            Answers.rows(gateway.get("/shuffled?limit=50&offset=" + offset)).forEach(row -> rows.add(row.toString()));
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(atOnce("/shuffled?limit=50"));
    }

    @Test
    void beginsAnewWhereTheViewHasOtherColumnsNow() {
        SharedSchema.change(gateway, "CREATE VIEW changing AS SELECT n FROM shuffled_rows");
        try {
            var next = Answers.next(gateway.get("/changing?limit=5")).orElseThrow();
            SharedSchema.change(gateway, "CREATE OR REPLACE VIEW changing AS SELECT n, amount FROM shuffled_rows");
            assertThat(problem(gateway.get(next), 400, "invalid-cursor")
                            .path("message")
                            .asString())
                    .contains("order");
        } finally {
            SharedSchema.change(gateway, "DROP VIEW changing");
        }
    }

    private List<String> atOnce(String page) {
        var all = page.replaceAll("limit=\\d+", "limit=1000");
        return Answers.rows(gateway.get(all)).stream().map(JsonNode::toString).toList();
    }
}
