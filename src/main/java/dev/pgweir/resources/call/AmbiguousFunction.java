package dev.pgweir.resources.call;

import dev.pgweir.catalog.Routine;
import java.util.List;
import java.util.stream.Collectors;

/** Several functions of this name take these arguments, since types tell none from another. Nothing was run. */
public final class AmbiguousFunction extends RuntimeException {

    private final transient List<String> candidates;

    AmbiguousFunction(String name, List<Routine> candidates) {
        super("%d functions %s take these arguments: have them named apart, or their arguments"
                .formatted(candidates.size(), name));
        this.candidates = candidates.stream().map(AmbiguousFunction::typed).toList();
    }

    private static String typed(Routine routine) {
        return routine.arguments().stream()
                .map(argument -> argument.name() + " " + argument.type().sql())
                .collect(Collectors.joining(", ", routine.name() + "(", ")"));
    }

    /** The functions, with the types of their arguments. */
    public List<String> candidates() {
        return candidates;
    }
}
