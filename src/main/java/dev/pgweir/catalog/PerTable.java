package dev.pgweir.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value derived from each table, kept for as long as the catalog keeps that table. A table is told by its identity rather than by what
 * it says: once anything in the catalog has changed, all tables are others, and their values are derived again. Thread-safe.
 *
 * @param <T> the type of the values
 */
public final class PerTable<T> {

    private final Cache<Table, T> values;

    /** Values that hold until the catalog changes. */
    public PerTable() {
        this.values = Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
    }

    /** @param memory after which time a value is derived again all the same */
    public PerTable(Duration memory) {
        this.values = Caffeine.newBuilder()
                .weakKeys()
                .expireAfterWrite(memory)
                .executor(Runnable::run)
                .build();
    }

    /** The value of a table; derived once, while others that want it wait. */
    public T get(Table table, Function<Table, T> derivation) {
        return values.get(table, derivation);
    }

    /** The value of a table that may have none yet, in which case it is derived again the next time. */
    public Optional<T> find(Table table, Function<Table, Optional<T>> derivation) {
        var known = values.getIfPresent(table);
        if (known != null) {
            return Optional.of(known);
        }
        var found = derivation.apply(table);
        found.ifPresent(value -> values.put(table, value));
        return found;
    }
}
