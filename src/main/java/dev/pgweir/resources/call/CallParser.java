package dev.pgweir.resources.call;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Argument;
import dev.pgweir.catalog.Routine.Kind;
import dev.pgweir.catalog.Routine.Shape;
import dev.pgweir.catalog.Routine.Volatility;
import dev.pgweir.resources.request.Call;
import dev.pgweir.resources.request.Call.Given;
import dev.pgweir.resources.request.Call.Value;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Finds the function that a request calls: by its name and by the set of names of the arguments that are given, all of which it must
 * take, and all that it requires among them. Types decide nothing. Immutable.
 */
@Component
public class CallParser {

    private static final Set<String> OF_LISTS = Set.of("select", "order", "limit", "offset", "cursor");

    /** Which members of a body are arguments, whatever else it has. */
    private static final String COLUMNS = "columns";

    private static final Set<String> GROUPS = Set.of("and", "or", "not.and", "not.or", "having");

    private static final Pattern CONDITION = Pattern.compile("(not\\.)?[a-z]+(\\([^)]*\\))?\\..*", Pattern.DOTALL);

    private final Catalogs catalogs;

    CallParser(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * A call, and what else the request says of the rows that it answers.
     *
     * @param call the call
     * @param others the parameters that are no arguments
     * @param writes whether it may write, so that it belongs on the primary
     */
    public record Parsed(Call call, List<Parameter> others, boolean writes) {}

    /**
     * The call of a request whose arguments stand in the query string, which only reads.
     *
     * @throws NoSuchFunction where none takes these arguments
     * @throws AmbiguousFunction where several do
     * @throws WritesWhileReading where it is a procedure
     * @throws InvalidRequest where one is given twice
     */
    public Parsed ofQuery(String name, List<Parameter> parameters) {
        var fitting = routines(name).stream()
                .flatMap(routine -> divided(routine, parameters).stream())
                .sorted(Comparator.comparingInt(parsed -> -parsed.call().given().size()))
                .toList();
        var best = fitting.stream()
                .filter(parsed -> parsed.call().given().size()
                        == fitting.getFirst().call().given().size())
                .toList();
        var parsed = only(
                name,
                best,
                () -> parameters.stream()
                        .map(Parameter::name)
                        .filter(word -> !OF_LISTS.contains(word))
                        .distinct()
                        .collect(Collectors.joining(", ")));
        if (parsed.writes()) {
            throw new WritesWhileReading(name);
        }
        refuseOthers(parsed);
        return parsed;
    }

    /**
     * The call of a request whose arguments stand in its body.
     *
     * @throws NoSuchFunction where none takes these arguments
     * @throws AmbiguousFunction where several do
     */
    public Parsed ofBody(String name, CallBody body, List<Parameter> parameters) {
        var routines = routines(name);
        var others = parameters.stream()
                .filter(parameter -> !parameter.name().equals(COLUMNS))
                .toList();
        var named = body
                .chosen(parameters.stream()
                        .filter(parameter -> parameter.name().equals(COLUMNS))
                        .map(Parameter::value)
                        .findFirst())
                .stream()
                .flatMap(members ->
                        routines.stream().flatMap(routine -> with(members, routine, CallParser::inBody).stream()))
                .toList();
        var calls = named.isEmpty()
                ? routines.stream()
                        .flatMap(routine -> whole(routine, body).stream())
                        .toList()
                : named;
        var parsed = only(
                name,
                calls.stream()
                        .map(call -> new Parsed(call, others, call.routine().volatility() == Volatility.VOLATILE))
                        .toList(),
                body::description);
        refuseOthers(parsed);
        return parsed;
    }

    /** Nothing can be chosen of nothing, and of what a procedure answers. */
    private static void refuseOthers(Parsed parsed) {
        var routine = parsed.call().routine();
        if ((routine.kind() == Kind.PROCEDURE || routine.result().shape() == Shape.NOTHING)
                && !parsed.others().isEmpty()) {
            var name = parsed.others().getFirst().name();
            throw new InvalidRequest(
                    "unknown-parameter", new Origin.Query(name), "\"%s\" has no meaning here".formatted(name));
        }
    }

    private List<Routine> routines(String name) {
        return catalogs.ofCaller().map(catalog -> catalog.routines(name)).orElse(List.of());
    }

    private Parsed only(String name, List<Parsed> found, Supplier<String> given) {
        if (found.size() > 1) {
            throw new AmbiguousFunction(
                    name, found.stream().map(parsed -> parsed.call().routine()).toList());
        }
        return found.stream().findFirst().orElseThrow(() -> new NoSuchFunction(name, given.get(), routines(name)));
    }

    private static Optional<Call> whole(Routine routine, CallBody body) {
        return routine.unnamed()
                .filter(body::fits)
                .map(argument -> new Call(routine, List.of(new Given(argument, body.whole(), Origin.Body.WHOLE))));
    }

    private static Origin inBody(String name) {
        return Origin.Body.member("", name);
    }

    /** The call with these arguments; empty where the routine takes others. */
    private static Optional<Call> with(Map<String, Value> values, Routine routine, Function<String, Origin> originOf) {
        List<Given> given = new ArrayList<>();
        for (var argument : routine.arguments()) {
            var value = isAllOfJson(argument) ? null : values.get(argument.name());
            if (value != null) {
                var origin = originOf.apply(argument.name());
                given.add(new Given(argument, fitting(argument, value, origin), origin));
            } else if (argument.required()) {
                return Optional.empty();
            }
        }
        return given.size() == values.size() ? Optional.of(new Call(routine, given)) : Optional.empty();
    }

    /** Of JSON, an argument without a name takes the whole body, whatever its members are called. */
    private static boolean isAllOfJson(Argument argument) {
        return argument.name().isEmpty() && argument.type().base().startsWith("json");
    }

    /** A query and a form have one text for each value of a variadic argument. */
    private static Value fitting(Argument argument, Value value, Origin origin) {
        if (!(value instanceof Value.Texts(var texts)) || argument.variadic()) {
            return value;
        }
        if (texts.size() > 1) {
            throw new InvalidRequest("malformed-parameter", origin, argument.name() + " is given twice");
        }
        return new Value.Text(texts.getFirst());
    }

    /** Divides parameters into arguments of a routine and others, where it takes them. */
    private static Optional<Parsed> divided(Routine routine, List<Parameter> parameters) {
        List<Parameter> arguments = new ArrayList<>();
        List<Parameter> others = new ArrayList<>();
        for (var parameter : parameters) {
            if (isArgument(routine, parameter, parameters)) {
                arguments.add(parameter);
            } else if (OF_LISTS.contains(parameter.name()) || (isOfRows(routine) && mayBeFilter(routine, parameter))) {
                others.add(parameter);
            } else {
                return Optional.empty();
            }
        }
        return with(CallBody.texts(arguments), routine, Origin.Query::new)
                .map(call -> new Parsed(call, others, routine.kind() == Kind.PROCEDURE));
    }

    /** A name that an argument and a column share is a filter where it has a condition, unless the argument must be given. */
    private static boolean isArgument(Routine routine, Parameter parameter, List<Parameter> parameters) {
        var argument = parameter.name().isEmpty() ? Optional.<Argument>empty() : routine.argument(parameter.name());
        if (argument.isEmpty()) {
            return false;
        }
        var mayFilter = isOfRows(routine)
                && routine.result().rows().column(parameter.name()).isPresent()
                && isCondition(parameter);
        return !mayFilter || (argument.get().required() && !isGivenElsewhere(parameter, parameters));
    }

    private static boolean isGivenElsewhere(Parameter parameter, List<Parameter> parameters) {
        return parameters.stream().anyMatch(other -> other.name().equals(parameter.name()) && !isCondition(other));
    }

    /** What is neither a column nor says anything of one is an argument that the function does not take. */
    private static boolean mayBeFilter(Routine routine, Parameter parameter) {
        return GROUPS.contains(parameter.name())
                || isCondition(parameter)
                || parameter.name().contains(".")
                || routine.result().rows().column(parameter.name()).isPresent();
    }

    private static boolean isCondition(Parameter parameter) {
        return CONDITION.matcher(parameter.value()).matches();
    }

    private static boolean isOfRows(Routine routine) {
        var shape = routine.result().shape();
        return shape == Shape.ROWS || shape == Shape.ROW || shape == Shape.SCALARS;
    }
}
