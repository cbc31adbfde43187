package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ServedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two schemas that hold tables of the same name. */
class SeveralSchemasIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        TestCluster.shared()
                .execute("DROP SCHEMA IF EXISTS \"many 2\" CASCADE", "CREATE SCHEMA \"many 2\" AUTHORIZATION pgweir");
        served = ServedSchema.of(
                "many",
                Stream.of("schemas.sql"),
                SeveralSchemasIntegrationTests.class,
                "pgweir.further-schemas=many 2",
                "pgweir.functions.hidden=items,many 2.secret");
        gateway = served.http();
    }

    @AfterAll
    static void stop() {
        served.close();
        TestCluster.shared().execute("DROP SCHEMA \"many 2\" CASCADE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', nullValues = "-", textBlock = """
            GET    | /item?select=id,name&order=id           | -                        | -                        | 200 | [{"id":1,"name":"old 1"},{"id":2,"name":"old 2"}]
            GET    | /item?select=id,name&order=id           | Accept-Profile: many     | -                        | 200 | [{"id":1,"name":"old 1"},{"id":2,"name":"old 2"}]
            GET    | /item?select=id,name&order=id           | Accept-Profile: many 2   | -                        | 200 | [{"id":1,"name":"new 1"},{"id":7,"name":"new 7"}]
            GET    | /many%202.item?select=name&id=eq.7      | -                        | -                        | 200 | [{"name":"new 7"}]
            GET    | /item?select=name&id=eq.1               | Content-Profile: many 2  | -                        | 200 | [{"name":"old 1"}]
            GET    | /item/7?select=name,label               | Accept-Profile: many 2   | -                        | 200 | {"name":"new 7","label":"new 7!"}
            GET    | /item?select=name,part(id)&id=eq.1      | Accept-Profile: many 2   | -                        | 200 | [{"name":"new 1","part":[{"id":10},{"id":11}]}]
            GET    | /item?select=name,of_old(name)&id=eq.1  | Accept-Profile: many 2   | -                        | 400 | no-relationship
            GET    | /seen?select=name,part(id)&id=eq.1      | Accept-Profile: many 2   | -                        | 200 | [{"name":"new 1","part":[{"id":10},{"id":11}]}]
            GET    | /seen/7                                 | Accept-Profile: many 2   | -                        | 200 | {"id":7,"name":"new 7"}
            GET    | /seen/7                                 | -                        | -                        | 404 | no-such-route
            GET    | /only_here                              | -                        | -                        | 200 | []
            GET    | /only_here                              | Accept-Profile: many 2   | -                        | 404 | no-such-route
            GET    | /item                                   | Accept-Profile: many 3   | -                        | 406 | schema-not-served
            GET    | /rpc/which                              | -                        | -                        | 200 | "first"
            GET    | /rpc/which                              | Accept-Profile: many 2   | -                        | 200 | "second"
            POST   | /rpc/which                              | Content-Profile: many 2  | {}                       | 200 | "second"
            GET    | /rpc/items?id=eq.1&select=id,part(id)   | Accept-Profile: many 2   | -                        | 200 | [{"id":1,"part":[{"id":10},{"id":11}]}]
            GET    | /rpc/items                              | -                        | -                        | 404 | no-such-route
            GET    | /rpc/secret                             | Accept-Profile: many 2   | -                        | 404 | no-such-route
            POST   | /item                                   | Content-Profile: many 2  | {"id":9,"name":"x"}      | 201 | [{"id":9,"name":"x","of_old":null}]
            POST   | /item                                   | Accept-Profile: many 2   | {"id":9,"name":"x"}      | 201 | [{"id":9,"name":"x"}]
            PATCH  | /item?id=eq.7                           | Content-Profile: many 2  | {"name":"x"}             | 200 | [{"id":7,"name":"x","of_old":null}]
            PUT    | /item/7                                 | Content-Profile: many 2  | {"name":"x"}             | 200 | {"id":7,"name":"x","of_old":null}
            DELETE | /part?id=eq.11                          | Content-Profile: many 2  | -                        | 200 | [{"id":11,"item_id":1}]
            GET    | /actuator/health/liveness               | Accept-Profile: many 2   | -                        | 200 | {"status":"UP"}
            """)
    void areToldApartByTheirNames(String method, String path, String header, String body, int status, String wanted) {
        List<String> headers = new ArrayList<>(
                List.of("Prefer", "return=representation, tx=rollback", "Content-Type", "application/json"));
        if (header != null) {
            headers.addAll(List.of(header.split(": ")));
        }
        if (method.equals("GET")) {
            headers.removeAll(List.of("Prefer", "return=representation, tx=rollback"));
        }

        var answer = gateway.send(method, path, body == null ? "" : body, headers.toArray(String[]::new));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status < 300) {
            assertThat(json(answer)).isEqualTo(json(wanted));
        } else {
            assertThat(json(answer).path("type").asString()).endsWith(wanted);
        }
    }

    @Test
    void keepTheirNamesApart() {
        served.execute(
                "CREATE TABLE \"many 2.item\" (id int PRIMARY KEY)",
                "CREATE TABLE \"many 2.other\" (id int PRIMARY KEY)",
                "CREATE FUNCTION \"many 2.which\"() RETURNS text STABLE RETURN 'mistaken'",
                "CREATE FUNCTION \"many 2.other\"() RETURNS text STABLE RETURN 'mistaken'");
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);

        assertThat(json(gateway.get("/item/7?select=name", "Accept-Profile", "many 2")))
                .isEqualTo(json("{\"name\":\"new 7\"}"));
        assertThat(gateway.get("/rpc/which", "Accept-Profile", "many 2").body()).isEqualTo("\"second\"");
        for (var path : List.of("/other", "/rpc/other")) {
            assertThat(gateway.get(path, "Accept-Profile", "many 2").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void areToldInAnswers() {
        var page = gateway.get("/item?limit=1&order=id", "Accept-Profile", "many 2");

        assertThat(page.headers().firstValue("Content-Profile")).contains("many 2");
        assertThat(page.headers().allValues("Vary")).contains("Accept-Profile");
        assertThat(gateway.get("/item").headers().firstValue("Content-Profile")).contains("many");
        var link = page.headers().firstValue("Link").orElseThrow();
        var next = gateway.get(link.substring(1, link.indexOf('>')));
        assertThat(json(next).at("/0/name").asString()).as(next.body()).isEqualTo("new 7");
    }

    @Test
    void leadToNewRows() {
        var created = gateway.send(
                "POST",
                "/item",
                "{\"id\":20,\"name\":\"y\"}",
                "Content-Profile",
                "many 2",
                "Content-Type",
                "application/json");
        var location = created.headers().firstValue("Location").orElseThrow();

        assertThat(location).isEqualTo("/many%202.item/20");
        assertThat(json(gateway.get(location, "Prefer", "consistency=strong"))
                        .path("name")
                        .asString())
                .isEqualTo("y");
        assertThat(gateway.send("DELETE", location, "").statusCode()).isEqualTo(204);
        assertThat(gateway.get("/item/20").statusCode()).isEqualTo(404);
    }

    @Test
    void areAllInTheContract() {
        var paths = json(gateway.get("/v3/api-docs")).path("paths");

        assertThat(paths.has("/item")).isTrue();
        assertThat(paths.has("/many%202.item") || paths.has("/many 2.item"))
                .as(paths.toString())
                .isTrue();
        assertThat(paths.has("/rpc/many 2.items") || paths.has("/rpc/many%202.items"))
                .as(paths.toString())
                .isTrue();
    }
}
