package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.Pairs;
import dev.pgweir.testing.ServedSchema;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views that are related as the tables behind them are, and what functions make of rows. */
class RelatedViewsIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        served = ServedSchema.of("viewed", Stream.of("shop.sql", "views.sql"), RelatedTablesIntegrationTests.class);
        gateway = served.http();
    }

    @AfterAll
    static void stop() {
        served.close();
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
        served.execute("INSERT INTO customer (id, name) VALUES (90, 'New')");

        var second = gateway.get(next);
        served.execute("DELETE FROM customer WHERE id = 90");

        assertThat(json(first)).isEqualTo(json("[{\"person\":3}]"));
        assertThat(json(second)).isEqualTo(json("[{\"person\":2}]"));
    }

    /** What a function makes of a row may change while the row does not. */
    @Test
    void tagAnItemByWhatFunctionsMakeOfIt() {
        var before = gateway.get("/customer/1?select=name,latest(id)").headers().firstValue("ETag");
        served.execute("INSERT INTO orders VALUES (9, '2024-09-01', 1)");

        var after = gateway.get("/customer/1?select=name,latest(id)").headers().firstValue("ETag");
        served.execute("DELETE FROM orders WHERE id = 9");

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void arePagedInTheOrderOfTheirOwnQueries() {
        assertThat(Answers.follow(gateway, "/latest_first?select=id&limit=1"))
                .extracting(row -> row.path("id").asInt())
                .containsExactly(4, 3, 2, 1);
    }
}
