package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ServedSchema;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes answer with what belongs to their rows once these are written, by whoever. */
class RelatedWritesIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        served = ServedSchema.of(
                "related_writes", Stream.of("shop.sql", "writes.sql"), RelatedTablesIntegrationTests.class);
        gateway = served.http();
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            POST  | /orders?select=id,lines(qty)                 | {"id":8,"day":"2024-03-01"}                     | 201 | [{"id":8,"lines":[{"qty":1}]}]
            POST  | /orders?select=id,lines(qty)&order=id        | [{"id":9,"day":"2024-08-01"},{"id":8,"day":"2024-03-01"}] | 201 | [{"id":8,"lines":[{"qty":1}]},{"id":9,"lines":[{"qty":1}]}]
            POST  | /orders?select=id,lines(qty)                 | [{"id":9,"day":"2024-08-01"},{"id":8,"day":"2024-03-01"}] | 201 | [{"id":9,"lines":[{"qty":1}]},{"id":8,"lines":[{"qty":1}]}]
            POST  | /orders?select=id,lines(qty)&order=id&limit=1 | [{"id":9,"day":"2024-08-01"},{"id":8,"day":"2024-03-01"}] | 201 | [{"id":8,"lines":[{"qty":1}]}]
            PATCH | /orders?id=eq.4&select=id,lines(qty)         | {"customer_id":2}                               | 200 | [{"id":4,"lines":[{"qty":2}]}]
            PATCH | /orders?id=eq.4&select=id,customer(name)     | {"customer_id":2}                               | 200 | [{"id":4,"customer":{"name":"Bob"}}]
            PATCH | /orders?id=eq.77&select=id,lines(qty)        | {"customer_id":2}                               | 200 | []
            PATCH | /orders/4,2024-08-20?select=id,lines(qty)    | {"customer_id":2}                               | 200 | {"id":4,"lines":[{"qty":2}]}
            PUT   | /orders/4,2024-08-20?select=id,lines(qty)    | {"customer_id":2}                               | 200 | {"id":4,"lines":[{"qty":2}]}
            PUT   | /orders/8,2024-08-20?select=id,lines(qty)    | {}                                              | 201 | {"id":8,"lines":[{"qty":1}]}
            PATCH | /tag/1?select=word,product(sku)              | {"word":"odd \\\\ \\"{, word"}                  | 200 | {"word":"odd \\\\ \\"{, word","product":[{"sku":"A"},{"sku":"B"},{"sku":"C"}]}
            POST  | /product?select=sku,tag(word)                | [{"sku":"odd \\\\ \\"{, key","name":"n"},{"sku":"o","name":"n"}] | 201 | [{"sku":"odd \\\\ \\"{, key","tag":[]},{"sku":"o","tag":[]}]
            """)
    void showWhatTriggersHaveMade(String method, String path, String body, int status, String rows) {
        var answer = gateway.send(
                method, path, body, "Prefer", "return=representation, tx=rollback", "Content-Type", "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer)).isEqualTo(json(rows));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            PATCH | /orders?id=eq.4&select=id,lines(qty) | {"customer_id":2}
            POST  | /orders?select=id,lines(qty)         | [{"id":9,"day":"2024-08-01"}]
            """)
    void haveNoTagWhereTheyAreOfRows(String method, String path, String body) {
        var answer = gateway.send(
                method, path, body, "Prefer", "return=representation, tx=rollback", "Content-Type", "application/json");

        assertThat(answer.headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void areUndoneWhereTheOneRowIsGone() {
        var refused = gateway.send(
                "POST",
                "/tag?select=word,product(sku)",
                "{\"id\":99,\"word\":\"gone\"}",
                "Prefer",
                "return=representation",
                "Accept",
                "application/vnd.pgrst.object+json",
                "Content-Type",
                "application/json");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(406);
    }
}
