package dev.pgweir.resources.call;

import dev.pgweir.catalog.Routine;
import java.util.List;
import java.util.stream.Collectors;

/** No function of this name takes these arguments. Nothing was run. */
public final class NoSuchFunction extends RuntimeException {

    private final transient List<Routine> others;

    NoSuchFunction(String name, String given, List<Routine> others) {
        super("no function %s takes just these arguments: %s".formatted(name, given.isEmpty() ? "none" : given));
        this.others = List.copyOf(others);
    }

    /** How those of this name can be called. */
    public String hint() {
        return others.stream().map(Routine::signature).collect(Collectors.joining(", "));
    }
}
