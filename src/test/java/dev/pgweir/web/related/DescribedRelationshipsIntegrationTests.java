package dev.pgweir.web.related;

import static dev.pgweir.testing.Answers.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ServedSchema;
import java.net.URLEncoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the contract says about related tables, and whether that is answered. */
class DescribedRelationshipsIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        served = ServedSchema.of(
                "described", Stream.of("shop.sql", "views.sql", "named.sql"), RelatedTablesIntegrationTests.class);
        gateway = served.http();
        document = json(gateway.get("/v3/api-docs"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void areMembersOfRowsThatAreRead() {
        var row = schema("Lines").path("properties");

        assertThat(row.path("product")).isEqualTo(json("""
                {"anyOf":[{"$ref":"#/components/schemas/Product"},{"type":"null"}],
                 "description":"The related row of `product`, where `select` embeds it: `select=*,product(*)`."}"""));
        assertThat(schema("Product").at("/properties/lines")).isEqualTo(json("""
                {"type":"array","items":{"$ref":"#/components/schemas/Lines"},
                 "description":"Related rows of `lines`, where `select` embeds them: `select=*,lines(*)`."}"""));
        assertThat(schema("Product").has("required")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LinesInsert", "LinesUpdate", "ProductInsert", "ProductUpdate"})
    void areNoPartOfRowsThatAreWritten(String written) {
        var schema = schema(written);

        assertThat(schema.path("properties").propertyNames()).isNotEmpty().doesNotContain("product", "lines", "tag");
        assertThat(schema.has("x-relationships")).isFalse();
    }

    /** A function goes before a table of its name, and a column before both. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Orders  | account  | The related row of `account`
            Customer| latest   | The related row of `orders`
            Customer| referred | Related rows of `customer`
            Customer| customer | Related rows of `customer`
            Customer| referrer | `integer`
            Orders  | address  | none
            Visit   | customer | `integer`
            Visit   | region   | none
            Visit   | secret   | none
            Region  | visit    | Related rows of `visit`
            """)
    void haveTheNameByWhichTheyAreEmbedded(String schema, String member, String description) {
        assertThat(schema(schema)
                        .path("properties")
                        .path(member)
                        .path("description")
                        .asString("none"))
                .startsWith(description);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Orders  | {"embed":"address!bill","many":false}
            Orders  | {"embed":"address!ship","many":false}
            Orders  | {"embed":"customer","many":false}
            Orders  | {"embed":"account","many":false}
            Customer| {"embed":"customer","many":true}
            Customer| {"embed":"referrer","many":false}
            Customer| {"embed":"account","many":false}
            Product | {"embed":"tag","many":true}
            Product | {"embed":"product_tag","many":true}
            Visit   | {"embed":"customer","many":false}
            Visit   | {"embed":"region","many":false}
            Visit   | {"embed":"\\"the \\\\\\"best\\\\\\", (a.b)\\"","many":true}
            Tag     | {"embed":"\\"the \\\\\\"best\\\\\\", (a.b)\\"!\\"two!\\"","many":true}
            """)
    void areListedInTheWordsOfAClient(String schema, String relationship) {
        assertThat(schema(schema).path("x-relationships").values()).containsOnlyOnce(json(relationship));
    }

    /** Of each table by all words that its schema lists. */
    @Test
    void areAnsweredAsListed() {
        var asked = 0;
        for (var path : document.path("paths").properties()) {
            var rows = path.getValue().at("/get/responses/200/$ref").asString("");
            var name = rows.substring(rows.lastIndexOf('/') + 1).replaceAll("Page$", "");
            for (var relationship : schema(name).path("x-relationships")) {
                checkAnswer(path.getKey(), relationship);
                asked++;
            }
        }

        assertThat(asked).isGreaterThan(50);
    }

    private static void checkAnswer(String path, JsonNode relationship) {
        var select = "of:" + relationship.path("embed").asString() + "(*)";
        var answer = gateway.get(path + "?limit=1&select=" + URLEncoder.encode(select, UTF_8));

        assertThat(answer.statusCode()).as(path + select + answer.body()).isEqualTo(200);
        assertThat(json(answer).values())
                .as(path + select)
                .allMatch(row ->
                        row.path("of").isArray() == relationship.path("many").asBoolean());
    }

    @Test
    void referToWhatTheDocumentOfOneTableDefines() {
        var one = json(gateway.get("/v3/api-docs/lines"));

        assertThat(one.at("/components/schemas/Lines")).isEqualTo(schema("Lines"));
        assertThat(one.at("/components/schemas/Product/properties").propertyNames())
                .containsExactly("sku", "name", "price");
        assertThat(one.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(one.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    private static JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }
}
