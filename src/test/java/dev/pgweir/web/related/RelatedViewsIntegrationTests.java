package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.Pairs;
import dev.pgweir.testing.StartedGateway;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views that are related as the tables behind them are, and what functions make of rows. */
class RelatedViewsIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("viewed");
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        SCHEMA.create(Stream.concat(
                        Stream.of(Pairs.statements(RelatedTablesIntegrationTests.class, "shop.sql")),
                        Stream.of(Pairs.statements(RelatedTablesIntegrationTests.class, "views.sql")))
                .toArray(String[]::new));
        TestCluster.shared().awaitReplay();
        started = StartedGateway.on(TestCluster.shared(), "pgweir.schema=viewed", "pgweir.own-schema=viewed_own");
        gateway = started.http();
    }

    @AfterAll
    static void stop() {
        started.close();
        SCHEMA.drop();
    }

    static Stream<String> pairs() {
        return Pairs.in(RelatedTablesIntegrationTests.class, "view-pairs.txt");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areAnsweredAsAsked(String pair) {
        Pairs.check(gateway, pair);
    }

    /** Rows that are written in the meantime are neither missed nor seen twice: the cursor names the key. */
    @Test
    void leadThroughAViewByItsKey() {
        var first = gateway.get("/people?select=person&order=person.desc&limit=1");
        var next = Answers.next(first).orElseThrow();
        SCHEMA.execute("INSERT INTO customer (id, name) VALUES (90, 'New')");
        TestCluster.shared().awaitReplay();

        var second = gateway.get(next);
        SCHEMA.execute("DELETE FROM customer WHERE id = 90");

        assertThat(json(first)).isEqualTo(json("[{\"person\":3}]"));
        assertThat(json(second)).isEqualTo(json("[{\"person\":2}]"));
    }

    /** What a function makes of a row may change while the row does not. */
    @Test
    void tagAnItemByWhatFunctionsMakeOfIt() {
        var before = gateway.get("/customer/1?select=name,latest(id)").headers().firstValue("ETag");
        SCHEMA.execute("INSERT INTO orders VALUES (9, '2024-09-01', 1)");
        TestCluster.shared().awaitReplay();

        var after = gateway.get("/customer/1?select=name,latest(id)").headers().firstValue("ETag");
        SCHEMA.execute("DELETE FROM orders WHERE id = 9");

        assertThat(after).isNotEqualTo(before);
    }
}
