package dev.pgweir.openapi;

import static dev.pgweir.openapi.SampleCatalog.column;
import static dev.pgweir.openapi.SampleCatalog.sales;
import static dev.pgweir.openapi.SampleCatalog.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Privilege;
import dev.pgweir.catalog.Table.Structure;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ResourceContractTests {

    @Test
    void givesEachTableItsOperations() {
        var paths = document(sales()).path("paths");

        assertThat(paths.path("/sales").path("get").path("operationId").asText())
                .isEqualTo("listSales");
        assertThat(paths.path("/sales").path("post").path("operationId").asText())
                .isEqualTo("createSales");
        assertThat(names(paths.path("/sales/{key}")))
                .containsExactlyInAnyOrder("get", "put", "patch", "delete", "parameters");
    }

    @Test
    void offersOnlyWhatThePrivilegesAllow() {
        var document = document(table("log", Set.of(Privilege.SELECT, Privilege.INSERT), text("line")));

        assertThat(names(document.path("paths").path("/log"))).containsExactly("get", "post");
        assertThat(names(document.path("paths").path("/log/{key}"))).containsExactly("get", "parameters");
        assertThat(names(document.path("components").path("schemas")))
                .contains("Log", "LogInsert")
                .doesNotContain("LogUpdate");
    }

    @Test
    void showsNoRowsToARoleThatMayNotReadThem() {
        var paths =
                document(table("log", Set.of(Privilege.INSERT), text("line"))).path("paths");
        var create = paths.path("/log").path("post");

        assertThat(names(paths)).containsExactly("/log");
        assertThat(names(paths.path("/log"))).containsExactly("post");
        assertThat(create.path("parameters").findValuesAsText("$ref"))
                .containsExactly(
                        "#/components/parameters/columns",
                        "#/components/parameters/Prefer",
                        "#/components/parameters/Idempotency-Key");
        assertThat(create.path("responses").has("200")).isFalse();
        assertThat(create.path("responses").path("201").path("$ref").asText())
                .isEqualTo("#/components/responses/Created");
    }

    @Test
    void givesEachOperationAnIdAndEachParameterOnce() {
        var operations = document(sales(), SampleCatalog.users()).path("paths").findParents("operationId");

        assertThat(operations)
                .hasSize(16)
                .extracting(operation -> operation.path("operationId").asText())
                .doesNotHaveDuplicates();
        assertThat(operations)
                .allSatisfy(
                        operation -> assertThat(operation.path("parameters")).doesNotHaveDuplicates());
    }

    @Test
    void hasNoItemsWhereThereIsNoPrimaryKey() {
        var keyless = new Table(
                "public",
                "log",
                Table.Kind.VIEW,
                Optional.of("What happened."),
                new Structure(
                        List.of(text("line")),
                        List.of(new Key("log_line_key", false, List.of("line"))),
                        List.of(),
                        Optional.empty()),
                new Access(EnumSet.allOf(Privilege.class), EnumSet.allOf(Table.Trait.class)));

        var document = document(keyless);

        assertThat(names(document.path("paths"))).containsExactly("/log");
        assertThat(document.path("tags").path(0).path("description").asText()).isEqualTo("What happened.");
    }

    @Test
    void requiresWhatTheServerDoesNotFillIn() {
        var generated = column("total", "numeric", "numeric", true, Generation.COMPUTED);
        var schemas = document(table("orders", EnumSet.allOf(Privilege.class), text("item"), generated))
                .path("components")
                .path("schemas");

        assertThat(names(schemas.path("Orders").path("properties"))).containsExactly("item", "total");
        assertThat(names(schemas.path("OrdersInsert").path("properties"))).containsExactly("item");
        assertThat(schemas.path("OrdersInsert").path("required").toString()).isEqualTo("[\"item\"]");
        assertThat(names(schemas.path("OrdersUpdate").path("properties"))).containsExactly("item");
        assertThat(schemas.path("OrdersUpdate").has("required")).isFalse();
    }

    @Test
    void filtersByEachColumnThatHasNoOtherMeaningInAQuery() {
        var document = document(table("t", Set.of(Privilege.SELECT), text("a name"), text("order"), text("Prefer")));

        assertThat(document.at("/paths/~1t/get/parameters").findValuesAsText("$ref"))
                .containsOnlyOnce(
                        "#/components/parameters/order",
                        "#/components/parameters/Prefer",
                        "#/components/parameters/T.a-20-name",
                        "#/components/parameters/T.Prefer");
        assertThat(document.at("/components/parameters/T.a-20-name/name").asText())
                .isEqualTo("a name");
        assertThat(document.at("/components/parameters").has("T.order")).isFalse();
    }

    @Test
    void describesTheKeyByItsColumnsAndAnExample() {
        var key = document(sales())
                .path("paths")
                .path("/sales/{key}")
                .path("parameters")
                .path(0);

        assertThat(key.path("description").asText()).contains("`order_id, order_date`");
        assertThat(key.path("example").asText()).isEqualTo("1,2024-01-31");
    }

    @Test
    void encodesNamesInPaths() {
        assertThat(names(document(table("größe in cm", Set.of(Privilege.SELECT), text("x")))
                        .path("paths")))
                .containsExactly("/gr%C3%B6%C3%9Fe%20in%20cm", "/gr%C3%B6%C3%9Fe%20in%20cm/{key}");
    }

    @Test
    void refersOnlyToWhatItDefines() {
        var document = document(sales());

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void leavesToTheApplicationWhatItServesItself() {
        var ours = new Operation().operationId("ours");
        var application = application();
        application.getPaths().addPathItem("/sales", new PathItem().get(ours));

        var path = tree(ResourceContract.ofAll(SampleCatalog.of(sales()), application))
                .at("/paths/~1sales");

        assertThat(path.at("/get/operationId").asText()).isEqualTo("ours");
        assertThat(path.at("/post/operationId").asText()).isEqualTo("createSales");
        assertThat(tree(application).at("/paths/~1sales").has("post")).isFalse();
    }

    @Test
    void describesOneResourceAsInTheDocumentOfAll() {
        var catalog = SampleCatalog.of(sales(), SampleCatalog.users());

        var one = tree(ResourceContract.of("users", catalog, application()).orElseThrow());

        var all = tree(ResourceContract.ofAll(catalog, application()));
        assertThat(names(one.path("paths"))).containsExactly("/users", "/users/{key}");
        assertThat(one.path("paths").path("/users")).isEqualTo(all.path("paths").path("/users"));
        assertThat(names(one.path("components").path("schemas")))
                .contains("Users")
                .doesNotContain("Sales");
        assertThat(ResourceContract.of("nosuch", catalog, application())).isEmpty();
    }

    @Test
    void saysOnceWhatOperationsHaveInCommon() {
        var operations = document(sales(), SampleCatalog.users()).path("paths").findParents("operationId");

        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.path("parameters")).allMatch(parameter -> parameter.has("$ref"));
            assertThat(operation.path("responses")).allMatch(response -> response.has("$ref"));
        });
    }

    @Test
    void hasASchemaForChangesOfRowsThatHaveNoKey() {
        var log = table("log", EnumSet.allOf(Privilege.class), text("line"));
        var keyless = new Table(
                log.schema(),
                log.name(),
                Table.Kind.VIEW,
                Optional.empty(),
                new Structure(log.columns(), List.of(), List.of(), Optional.empty()),
                new Access(log.privileges(), EnumSet.noneOf(Table.Trait.class)));

        assertThat(names(document(keyless).path("components").path("schemas"))).contains("LogUpdate");
    }

    @Test
    void doesNotDemandWhatATriggerMayFillIn() {
        var log = table("log", EnumSet.allOf(Privilege.class), text("line"));
        var filled = new Table(
                log.schema(),
                log.name(),
                log.kind(),
                Optional.empty(),
                new Structure(log.columns(), log.keys(), List.of(), Optional.empty()),
                new Access(log.privileges(), EnumSet.of(Table.Trait.FILLS_NEW_ROWS)));

        assertThat(document(log).at("/components/schemas/LogInsert/required").size())
                .isOne();
        assertThat(document(filled).at("/components/schemas/LogInsert").has("required"))
                .isFalse();
    }

    @Test
    void isTheSameForTheSameCatalog() {
        assertThat(document(sales(), SampleCatalog.users())).isEqualTo(document(SampleCatalog.users(), sales()));
    }

    private static Column text(String name) {
        return column(name, "text", "text", false, Generation.NONE);
    }

    private static JsonNode document(Table... tables) {
        return tree(ResourceContract.ofAll(SampleCatalog.of(tables), application()));
    }

    private static OpenAPI application() {
        return new OpenAPI(SpecVersion.V31).paths(new Paths());
    }

    private static JsonNode tree(OpenAPI document) {
        return Json31.mapper().valueToTree(document);
    }

    private static List<String> names(JsonNode object) {
        return new ArrayList<>(StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList());
    }
}
