package dev.pgweir.openapi;

import static dev.pgweir.openapi.SharedParameter.IDEMPOTENCY_KEY;
import static dev.pgweir.openapi.SharedParameter.PREFER;
import static dev.pgweir.openapi.SharedParameter.SELECT;

import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Kind;
import dev.pgweir.catalog.Routine.Volatility;
import dev.pgweir.openapi.schema.DescribedResource;
import dev.pgweir.openapi.schema.FunctionSchemas;
import dev.pgweir.openapi.schema.JsonTypes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The path of a function: functions of one name share it, each with arguments of its own. What they take and answer as objects are
 * components, so that generated clients have names for them.
 */
final class FunctionPaths {

    static final String TAG = "functions";

    private static final Set<SharedParameter> OF_LISTS = EnumSet.range(SELECT, SharedParameter.CURSOR);

    private final String typeName;
    private final List<DescribedResource> resources;
    private final Components components;

    /**
     * Of functions of one name.
     *
     * @param typeName what operations are called by
     * @param resources whose schemas rows may have
     * @param components to which schemas are added
     */
    FunctionPaths(String typeName, List<DescribedResource> resources, Components components) {
        this.typeName = typeName;
        this.resources = resources;
        this.components = components;
    }

    PathItem of(List<Routine> routines) {
        var path = new PathItem();
        var writes = routines.stream().anyMatch(routine -> routine.volatility() == Volatility.VOLATILE);
        path.post(operation("call", routines).requestBody(body(routines)));
        if (writes) {
            path.getPost().addParametersItem(IDEMPOTENCY_KEY.reference());
        }
        var read = routines.stream()
                .filter(routine -> routine.kind() == Kind.FUNCTION && routine.volatility() != Volatility.VOLATILE)
                .filter(routine -> routine.unnamed().isEmpty())
                .toList();
        if (!read.isEmpty()) {
            var get = operation("query", read);
            parameters(read).forEach(get::addParametersItem);
            path.get(get);
        }
        return path;
    }

    private Operation operation(String verb, List<Routine> routines) {
        var first = routines.getFirst();
        var operation = new Operation()
                .operationId(verb + typeName)
                .addTagsItem(TAG)
                .summary("Call `%s`".formatted(first.signature()))
                .responses(answers(routines));
        first.comment().ifPresent(operation::description);
        if (FunctionSchemas.isOfRows(first)) {
            OF_LISTS.stream()
                    .filter(parameter -> routines.stream()
                            .allMatch(routine ->
                                    routine.argument(parameter.parameter()).isEmpty()))
                    .forEach(parameter -> operation.addParametersItem(parameter.reference()));
        }
        return operation.addParametersItem(PREFER.reference());
    }

    private static List<Parameter> parameters(List<Routine> routines) {
        var parameters = new LinkedHashMap<String, Parameter>();
        for (var routine : routines) {
            for (var argument : routine.arguments()) {
                var required = routines.stream()
                        .allMatch(other -> other.argument(argument.name())
                                .filter(Routine.Argument::required)
                                .isPresent());
                var schema = FunctionSchemas.argument(argument);
                parameters.putIfAbsent(
                        argument.name(),
                        new Parameter()
                                .in("query")
                                .name(argument.name())
                                .required(required)
                                .schema(
                                        argument.variadic() || !argument.type().array()
                                                ? schema
                                                : JsonTypes.of("string")));
            }
        }
        return List.copyOf(parameters.values());
    }

    private RequestBody body(List<Routine> routines) {
        var schemas = routines.stream()
                .map(routine -> component("Rpc" + typeName, FunctionSchemas.arguments(routine)))
                .toList();
        return new RequestBody()
                .required(routines.stream().noneMatch(FunctionPaths::mayBeEmpty))
                .content(new Content().addMediaType("application/json", new MediaType().schema(oneOf(schemas))));
    }

    private static boolean mayBeEmpty(Routine routine) {
        return routine.arguments().stream().noneMatch(Routine.Argument::required);
    }

    private ApiResponses answers(List<Routine> routines) {
        var responses = new ApiResponses();
        var schemas = routines.stream()
                .filter(routine -> routine.result().shape() != Routine.Shape.NOTHING)
                .map(this::result)
                .distinct()
                .toList();
        if (schemas.isEmpty()) {
            responses.addApiResponse("204", new ApiResponse().description("Done."));
        } else {
            var content = new Content().addMediaType("application/json", new MediaType().schema(oneOf(schemas)));
            responses.addApiResponse(
                    "200", new ApiResponse().description("What it answers.").content(content));
        }
        ErrorAnswer.CLIENT_ERROR.addTo(responses);
        ErrorAnswer.SERVER_ERROR.addTo(responses);
        return responses;
    }

    private JsonSchema result(Routine routine) {
        var one = FunctionSchemas.one(routine, resources);
        var named = component("Rpc" + typeName + "Row", one);
        return routine.result().shape().isOfMany() ? JsonTypes.arrayOf(named) : named;
    }

    /** An object that has a name of its own; equal ones have the same. */
    private JsonSchema component(String name, JsonSchema schema) {
        if (schema.getProperties() == null) {
            return schema;
        }
        var free = name;
        for (var number = 2; isTaken(free, schema); number++) {
            free = name + number;
        }
        components.addSchemas(free, schema);
        return JsonTypes.reference(free);
    }

    private boolean isTaken(String name, JsonSchema schema) {
        var other = components.getSchemas().get(name);
        return other != null && !other.equals(schema);
    }

    private static JsonSchema oneOf(List<JsonSchema> schemas) {
        if (schemas.size() == 1) {
            return schemas.getFirst();
        }
        var oneOf = new JsonSchema();
        schemas.forEach(oneOf::addOneOfItem);
        return oneOf;
    }
}
