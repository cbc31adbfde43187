package dev.pgweir.resources.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * A value derived from each key, kept for as long as the key itself is. A key is told by its identity rather than by what it says,
 * so it pays where the same object comes again and again, as a {@link Selection} does. Thread-safe.
 *
 * @param <K> the type of the keys
 * @param <T> the type of the values
 */
public final class Derived<K, T> {

    private final Cache<K, T> values =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /** The value of a key. */
    public T get(K key, Function<K, T> derivation) {
        return values.get(key, derivation);
    }
}
