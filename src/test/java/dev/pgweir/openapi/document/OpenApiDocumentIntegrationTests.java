package dev.pgweir.openapi.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.openapi.schema.ColumnFilter;
import dev.pgweir.openapi.schema.DescribedResource;
import io.swagger.v3.core.util.Yaml31;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OpenApiDocumentIntegrationTests {

    /** A PUT of the row that filters name, which is described as that of an item. */
    private static final String SECOND_WAY = "replaceFiltered";

    private static final Path COMMITTED = Path.of("openapi/pgweir.yaml");
    private static final String REGENERATE =
            "./mvnw test -Dtest=OpenApiDocumentIntegrationTests -Dtest.openapi.write=true";
    private static final Set<String> SAMPLES = Set.of("sales", "users");

    @Autowired
    private Catalogs catalogs;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @LocalServerPort
    private int port;

    @Test
    void servesTheCommittedDocument() throws IOException {
        var text = new ByteArrayOutputStream();
        DocumentForm.YAML.write(withoutOtherTables(document("/v3/api-docs.yaml")), text);
        var served = text.toString(UTF_8);

        if (Boolean.getBoolean("test.openapi.write")) {
            Files.writeString(COMMITTED, served);
        }

        assertThat(served)
                .as("what the gateway serves; if the difference to %s is meant, write it by %s", COMMITTED, REGENERATE)
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void describesTheRoutesThatAreServed() throws IOException {
        var described = document("/v3/api-docs.yaml").path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .filter(operation -> isOfResource(operation.getValue()))
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
        var served = routes.getHandlerMethods().entrySet().stream()
                .filter(route -> route.getValue().getBeanType().getSimpleName().equals("ResourceController"))
                .filter(route -> !SECOND_WAY.equals(route.getValue().getMethod().getName()))
                .map(Map.Entry::getKey)
                .map(route ->
                        route.getMethodsCondition().getMethods().iterator().next() + " "
                                + route.getPatternValues().iterator().next())
                .toList();

        assertThat(described).isNotEmpty().containsExactlyInAnyOrderElementsOf(served);
    }

    private boolean isOfResource(JsonNode operation) {
        return catalogs.current()
                .orElseThrow()
                .table(operation.path("tags").path(0).asText())
                .isPresent();
    }

    /** Tests share a cluster, and some of them make tables. */
    private ObjectNode withoutOtherTables(ObjectNode document) {
        var others = DescribedResource.of(catalogs.current().orElseThrow(), Set.of()).stream()
                .filter(resource -> !SAMPLES.contains(resource.name()))
                .toList();
        var schemas = (ObjectNode) document.at("/components/schemas");
        var responses = (ObjectNode) document.at("/components/responses");
        var parameters = (ObjectNode) document.at("/components/parameters");
        var paths = (ObjectNode) document.path("paths");
        for (var other : others) {
            paths.remove(List.of(other.path(), other.path() + "/{key}"));
            schemas.remove(List.of(other.typeName(), other.insertName(), other.updateName()));
            responses.remove(List.of(other.typeName() + "Page", other.typeName() + "Rows", other.typeName() + "Row"));
            parameters.remove(other.table().columns().stream()
                    .map(column -> ColumnFilter.componentName(other, column))
                    .toList());
        }
        schemas.forEach(OpenApiDocumentIntegrationTests::removeRelatedRows);
        var tags = document.withArray("tags").elements();
        while (tags.hasNext()) {
            if (others.stream()
                    .map(DescribedResource::name)
                    .toList()
                    .contains(tags.next().path("name").asText())) {
                tags.remove();
            }
        }
        return document;
    }

    /** The samples are related to other tables only. */
    private static void removeRelatedRows(JsonNode schema) {
        ((ObjectNode) schema).remove("x-relationships");
        if (schema.path("properties") instanceof ObjectNode members) {
            members.removeIf(member -> member.path("description").asText().contains("where `select` embeds "));
        }
    }

    private ObjectNode document(String path) throws IOException {
        var body = RestClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .retrieve()
                .body(byte[].class);
        JsonNode tree = Yaml31.mapper().readTree(new String(body, UTF_8));
        return (ObjectNode) tree;
    }
}
