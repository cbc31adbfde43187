package dev.pgweir.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.GatewayTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** How gateways make the tables of their own. */
@GatewayTest
@TestPropertySource(
        properties = {"pgweir.own-schema=own", "pgweir.routing.pool-size=" + OwnSchemaIntegrationTests.POOL})
class OwnSchemaIntegrationTests {

    static final int POOL = 16;

    private final Flyway flyway;
    private final DataSource dataSource;

    @Autowired
    OwnSchemaIntegrationTests(OwnSchema schema, Flyway flyway, DataSource dataSource) {
        this.flyway = flyway;
        this.dataSource = dataSource;
        assertThat(schema.isReady()).isTrue();
    }

    @BeforeAll
    static void createSchemas() {
        TestCluster.shared()
                .execute("CREATE SCHEMA own AUTHORIZATION pgweir", "CREATE SCHEMA made_by_many AUTHORIZATION pgweir");
    }

    @AfterAll
    static void dropSchemas() {
        TestCluster.shared().execute("DROP SCHEMA own, made_by_many CASCADE");
    }

    @Test
    void isMadeByOneOfManyGateways() throws InterruptedException, ExecutionException {
        var gateways = IntStream.range(0, 4)
                .mapToObj(_ -> new OwnSchema(
                        Flyway.configure()
                                .configuration(flyway.getConfiguration())
                                .schemas("made_by_many")
                                .load(),
                        new OwnSchemaProperties("made_by_many")))
                .map(schema -> (Callable<Boolean>) schema::isReady)
                .toList();

        try (var threads = Executors.newCachedThreadPool()) {
            for (var made : threads.invokeAll(gateways)) {
                assertThat(made.get()).isTrue();
            }
        }
        assertThat(TestCluster.shared()
                        .query("primary", "SELECT count(*) FROM made_by_many.idempotency_record", Integer.class))
                .isZero();
    }

    @Test
    void leavesTheSessionsThatMadeItAsTheyWere() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (var i = 0; i < POOL; i++) {
                all.add(dataSource.getConnection());
                try (var statement = all.getLast().createStatement();
                        var session = statement.executeQuery(
                                "SELECT current_setting('search_path'), current_user, current_setting('lock_timeout')")) {
                    assertThat(session.next()).isTrue();
                    assertThat(session.getString(1)).isEqualTo("\"public\"");
                    assertThat(session.getString(2)).isEqualTo("pgweir");
                    assertThat(session.getString(3)).isEqualTo("0");
                }
            }
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }
}
