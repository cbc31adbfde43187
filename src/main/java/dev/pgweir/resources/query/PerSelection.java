package dev.pgweir.resources.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * A value derived from each selection, kept for as long as the selection itself is. A selection is told by its identity rather than
 * by what it says. Thread-safe.
 *
 * @param <T> the type of the values
 */
public final class PerSelection<T> {

    private final Cache<Selection, T> values =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /** The value of a selection. */
    public T get(Selection selection, Function<Selection, T> derivation) {
        return values.get(selection, derivation);
    }
}
