package dev.pgweir.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Argument;
import dev.pgweir.catalog.Routine.Kind;
import dev.pgweir.catalog.Routine.Result;
import dev.pgweir.catalog.Routine.Shape;
import dev.pgweir.catalog.Routine.Volatility;
import dev.pgweir.catalog.Table.Privilege;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunctionPathsTests {

    private final Components components = new Components().schemas(new LinkedHashMap<>());

    @Test
    void offersToReadWhatOnlyReads() {
        assertThat(path(routine(Volatility.STABLE, "a")).getGet()).isNotNull();
        assertThat(path(routine(Volatility.VOLATILE, "a")).getGet()).isNull();
        assertThat(path(routine(Volatility.VOLATILE, "a")).getPost().getOperationId())
                .isEqualTo("callFound");
    }

    /** No two parameters of an operation may have one name. */
    @Test
    void hasArgumentsInPlaceOfParametersOfListsOfTheSameName() {
        var parameters = path(routine(Volatility.STABLE, "select")).getGet().getParameters();

        assertThat(parameters).extracting(Parameter::getName).contains("select");
        assertThat(parameters).extracting(Parameter::get$ref).doesNotContain("#/components/parameters/select");
    }

    @Test
    void namesWhatOverloadsTakeApart() {
        var body = path(routine(Volatility.STABLE, "a"), routine(Volatility.STABLE, "a", "b"))
                .getPost()
                .getRequestBody();

        List<String> references = new ArrayList<>();
        for (Object each : requireNonNull(body.getContent().get("application/json"))
                .getSchema()
                .getOneOf()) {
            references.add(((Schema<?>) each).get$ref());
        }

        assertThat(references).containsExactly("#/components/schemas/RpcFound", "#/components/schemas/RpcFound2");
    }

    private PathItem path(Routine... routines) {
        return new FunctionPaths("Found", List.of(), components).of(List.of(routines));
    }

    private static Routine routine(Volatility volatility, String... arguments) {
        return new Routine(
                "public",
                "found",
                Kind.FUNCTION,
                volatility,
                List.of(arguments).stream()
                        .map(name -> new Argument(name, ColumnType.of("text"), true, false))
                        .toList(),
                new Result(
                        Shape.ROWS,
                        SampleCatalog.table(
                                "found",
                                Set.of(Privilege.SELECT),
                                SampleCatalog.column("n", "integer", "int4", true, Generation.NONE))),
                Optional.empty());
    }
}
