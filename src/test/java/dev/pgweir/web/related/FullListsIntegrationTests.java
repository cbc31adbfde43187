package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ServedSchema;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which embedded lists are as long as the gateway lets them be, here two rows. */
class FullListsIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        served = ServedSchema.of(
                "full_lists",
                Stream.of("shop.sql", "odd.sql"),
                RelatedTablesIntegrationTests.class,
                "pgweir.resources.max-limit=2");
        gateway = served.http();
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            /customer?select=name,orders(id)&order=id                | "orders";limit=2;full=1
            /customer?select=name,o:orders(id)&id=eq.1               | "o";limit=2;full=1
            /customer?select=name,orders(id)&orders.limit=2          | none
            /customer?select=name,orders(id)&orders.limit=3          | "orders";limit=2;full=1
            /customer?select=name,orders(id)&id=eq.2                 | none
            /customer?select=name,orders(id,lines(no))&order=id      | "orders";limit=2;full=1, "orders.lines";limit=2;full=2
            /customer?select=name,...orders(ids:id)&order=id         | "orders";limit=2;full=1
            /customer?select=name,...orders(ids:id,day)&order=id     | "orders";limit=2;full=1
            /customer?select=name,...orders(lines(no))&id=eq.1       | "orders";limit=2;full=1, "orders.lines";limit=2;full=1
            /customer?select=name,...orders(lines(no))&id=eq.1&orders.id=eq.1 | "orders.lines";limit=2;full=1
            /region?select=name,...kept(items)&code=eq.n             | none
            /orders?select=id,customer(name,orders(id))&id=eq.1      | "customer.orders";limit=2;full=1
            /orders?select=id,...customer(orders(id))&id=eq.1        | "customer.orders";limit=2;full=1
            /product?select=name,tag(word)&sku=eq.C                  | "tag";limit=2;full=1
            /product?select=name,"Ä [\\"":tag(word)&sku=eq.C         | "%C3%84%20%5B%22";limit=2;full=1
            /customer?select=name,orders()                           | none
            /customer?select=name,orders(count())                    | none
            /customer/1?select=name,orders(id)                       | "orders";limit=2;full=1
            /customer/2?select=name,orders(id)                       | none
            """)
    void areTold(String path, String header) {
        var answer = gateway.get(path.replace(" ", "%20")
                .replace("\"", "%22")
                .replace("[", "%5B")
                .replace("\\", "%5C")
                .replace("Ä", "%C3%84"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Embedded-Limit").orElse("none"))
                .as(answer.body())
                .isEqualTo(header);
        assertThat(json(answer)).isNotNull();
    }
}
