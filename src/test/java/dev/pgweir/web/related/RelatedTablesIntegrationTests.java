package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.Pairs;
import dev.pgweir.testing.ServedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of what is asked and what is answered about tables that refer to each other. */
public class RelatedTablesIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        served = ServedSchema.of("related", Stream.of("shop.sql"), RelatedTablesIntegrationTests.class);
        gateway = served.http();
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    static Stream<String> pairs() {
        return Pairs.in(RelatedTablesIntegrationTests.class, "pairs.txt");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areAnsweredAsAsked(String pair) {
        Pairs.check(gateway, pair);
    }

    @Test
    void tellsTheWaysWhereThereAreSeveral() {
        var refused = gateway.get("/orders?select=id,address(street)");

        assertThat(json(refused).path("code").asString()).isEqualTo("PGRST201");
        assertThat(json(refused).path("candidates")).isEqualTo(json("[\"address!bill(…)\",\"address!ship(…)\"]"));
    }

    @Test
    void tellsWhatATableIsRelatedTo() {
        var refused = gateway.get("/orders?select=id,tag(word)");

        assertThat(json(refused).path("code").asString()).isEqualTo("PGRST200");
        assertThat(json(refused).path("detail").asString()).endsWith("it is to address, customer, lines");
    }

    /** What reads a name must not go back in it, which takes a frame of the stack for each character. */
    @Test
    void readsLongNames() {
        for (var name : List.of("%22" + "a".repeat(6000) + "%22(id)", "a!".repeat(3000) + "a(id)", "a(".repeat(3000))) {
            assertThat(gateway.get("/customer?select=" + name).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void namesAParameterAsItWasGiven() {
        for (var parameter : List.of("orders.limit=x", "orders.or=(x", "orders.nosuch=eq.1", "orders.id=nosuch.1")) {
            var refused = gateway.get("/customer?select=name,orders(id)&" + parameter);

            assertThat(json(refused).at("/errors/0/parameter").asString())
                    .as(refused.body())
                    .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
        }
    }

    /** The same name stands for another column, by which the pages before were not ordered. */
    @Test
    void refusesACursorOfAnotherOrder() {
        var page = gateway.get("/orders?select=id,x:bill(street)&order=x(street),id&limit=1");
        var other = Answers.next(page).orElseThrow().replace("x:bill", "x:ship");

        assertThat(json(gateway.get(other)).path("type").asString()).endsWith("invalid-cursor");
    }

    @Test
    void tellsTheNameOfWhatIsEmbeddedUnderAnother() {
        var refused = gateway.get("/customer?select=name,o:orders(id)&orders.id=eq.1");

        assertThat(json(refused).path("detail").asString()).contains("\"o\"");
    }

    @Test
    void goesOnBehindAPageThatIsOrderedByARelatedColumn() {
        List<String> seen = new ArrayList<>();
        var page = gateway.get("/orders?select=id,customer(name)&order=customer(name).desc,id&limit=1");
        for (var next = Answers.next(page); next.isPresent(); next = Answers.next(page)) {
            seen.add(json(page).at("/0/id").asString());
            page = gateway.get(next.get());
        }
        seen.add(json(page).at("/0/id").asString());

        assertThat(seen).containsExactly("4", "3", "1", "2");
    }

    @Test
    void goesOnBehindAPageOfRowsThatMustHaveOthers() {
        var first = gateway.get("/customer?select=name,orders!inner(id)&order=name&limit=1");
        var second = gateway.get(Answers.next(first).orElseThrow());

        assertThat(json(second)).isEqualTo(json("[{\"name\":\"Bob\",\"orders\":[{\"id\":3}]}]"));
        assertThat(Answers.next(second)).isEmpty();
    }

    @Test
    void writesEachRowOnALineOfItsOwn() {
        var lines = gateway.get(
                "/customer?select=name,orders(id)&order=id&orders.order=id", "Accept", "application/x-ndjson");

        assertThat(lines.body().lines().map(Answers::json))
                .containsExactly(
                        json("{\"name\":\"Ann\",\"orders\":[{\"id\":1},{\"id\":2}]}"),
                        json("{\"name\":\"Bob\",\"orders\":[{\"id\":3}]}"),
                        json("{\"name\":\"Cleo\",\"orders\":[]}"));
    }

    @Test
    void givesAnItemParametersOfWhatItEmbeds() {
        var item = gateway.get("/orders/1,2024-01-05?select=id,lines(no)&lines.order=no.desc&lines.limit=1");

        assertThat(json(item)).isEqualTo(json("{\"id\":1,\"lines\":[{\"no\":2}]}"));
        assertThat(gateway.get("/orders/4,2024-08-20?select=id,lines!inner(no)").statusCode())
                .isEqualTo(404);
    }

    /** Rows of others change without the row itself, whose version a write asks for. */
    @Test
    void tagsAnItemByAllThatItShows() {
        var path = "/product/A?select=sku,product_tag(rank)";
        var before = gateway.get(path).headers().firstValue("ETag").orElseThrow();
        served.execute("UPDATE product_tag SET rank = 7 WHERE sku = 'A'");
        var after = gateway.get(path).headers().firstValue("ETag").orElseThrow();
        served.execute("UPDATE product_tag SET rank = 1 WHERE sku = 'A'");

        assertThat(after).isNotEqualTo(before);
        assertThat(after).startsWith(before.substring(0, before.indexOf('-')));
        assertThat(gateway.get(path, "If-None-Match", before).statusCode()).isEqualTo(304);
    }

    @Test
    void embedsAColumnThatIsNamedAsAnything() {
        var named = gateway.get("/customer/1?select=x:orders(x:id,t1:day,x.y:customer_id)&x.order=id&x.limit=1");

        assertThat(json(named)).isEqualTo(json("{\"x\":[{\"x\":1,\"t1\":\"2024-01-05\",\"x.y\":1}]}"));
    }
}
