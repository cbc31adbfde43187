package dev.pgweir.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.Yaml;

@GatewayTest
class DocumentControllerIntegrationTests {

    private final Gateway gateway;

    @Autowired
    DocumentControllerIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/users", "/v3/api-docs.yaml/users"})
    void sparesClientsTheDocumentThatTheyHave(String path) {
        var first = gateway.get(path);
        var tag = first.headers().firstValue("ETag").orElseThrow();

        var again = gateway.get(path, "If-None-Match", tag);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tag).startsWith("\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip | true", "br, GZIP;q=0.5, * | true", "gzip;q=0 | false", "identity | false"})
    void packsItForThoseWhoTakeGzip(String accepted, boolean packed) {
        var plain = gateway.get("/v3/api-docs");

        var answer = gateway.get("/v3/api-docs", "Accept-Encoding", accepted);

        assertThat(answer.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(packed);
        assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(answer.headers().firstValue("ETag").equals(plain.headers().firstValue("ETag")))
                .isEqualTo(!packed);
    }

    @Test
    void followsTheCatalog() {
        var before = gateway.get("/v3/api-docs");
        SharedSchema.change(gateway, "CREATE TABLE just_made (id integer)", "GRANT SELECT ON just_made TO pgweir");
        try {
            var after = gateway.get(
                    "/v3/api-docs",
                    "If-None-Match",
                    before.headers().firstValue("ETag").orElseThrow());

            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(before.body()).doesNotContain("/just_made");
            assertThat(after.body()).contains("/just_made");
            assertThat(gateway.get("/v3/api-docs/just_made").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/v3/api-docs/swagger-config").body()).contains("/v3/api-docs/just_made");
        } finally {
            SharedSchema.change(gateway, "DROP TABLE just_made");
        }
    }

    @Test
    void answersThatThereIsNoDocumentOfWhatIsNoResource() {
        var answer = gateway.get("/v3/api-docs/nosuch");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Answers.json(answer).path("type").asString()).isEqualTo("urn:pgweir:problem:no-such-route");
    }

    @Test
    void hasNoDatesForParsersThatKnowThem() {
        var document = new Yaml().<Object>load(gateway.get("/v3/api-docs.yaml").body());

        assertThat(leaves(document)).contains("2024-01-31").noneMatch(Date.class::isInstance);
    }

    private static Stream<@Nullable Object> leaves(@Nullable Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                Stream.concat(map.keySet().stream(), map.values().stream())
                        .flatMap(DocumentControllerIntegrationTests::leaves);
            case List<?> list -> list.stream().flatMap(DocumentControllerIntegrationTests::leaves);
            case null, default -> Stream.of(node);
        };
    }
}
