package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A role whose own settings would change what values look like. */
class SessionSettingsIntegrationTests {

    private static final TestCluster cluster = TestCluster.shared();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        cluster.execute(
                "CREATE ROLE odd LOGIN",
                "ALTER ROLE odd SET extra_float_digits = -10",
                "ALTER ROLE odd SET IntervalStyle = iso_8601",
                "ALTER ROLE odd SET bytea_output = escape",
                "ALTER ROLE odd SET DateStyle = 'SQL, DMY'",
                "ALTER ROLE odd SET TimeZone = 'Asia/Tokyo'",
                "ALTER ROLE odd SET array_nulls = off",
                "ALTER ROLE odd SET xmloption = document");
        cluster.awaitReplay();
        gateway = Gateway.to(cluster, "pgweir.cluster.username=odd", "pgweir.routing.pool-size=1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.execute("DROP ROLE odd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            0.1::float8 + 0.2                     | 0.30000000000000004
            interval '1 day 02:00'                | 1 day 02:00:00
            '\\x6869'::bytea                      | \\x6869
            date '2024-01-31'                     | 2024-01-31
            timestamptz '2024-01-31T12:00:00Z'    | 2024-01-31 12:00:00+00
            array_position('{NULL}'::text[],NULL) | 1
            xml 'a<b/>'                           | a<b/>
            """)
    void doNotChangeWhatValuesLookLike(String expression, String text) {
        var jdbc = gateway.bean(JdbcClient.class);

        assertThat(jdbc.sql("SELECT (" + expression + ")::text")
                        .query(String.class)
                        .single())
                .isEqualTo(text);
    }
}
