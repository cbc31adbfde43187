package dev.pgweir.demo.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What was measured of several things, round by round.
 *
 * @param <K> the things, in the order in which they were first measured
 * @param <V> what is measured of each
 */
public final class Rounds<K, V> {

    private final Map<K, List<V>> values = new LinkedHashMap<>();

    public void add(K thing, V value) {
        values.computeIfAbsent(thing, _ -> new ArrayList<>()).add(value);
    }

    public Set<K> things() {
        return values.keySet();
    }

    /** Round by round; empty where it was not measured. */
    public List<V> of(K thing) {
        return values.getOrDefault(thing, List.of());
    }

    /** Of a thing that was measured. */
    public Spread spread(K thing, ToDoubleFunction<V> number) {
        return Spread.of(of(thing).stream().mapToDouble(number).boxed().toList());
    }

    /** Of the quotients of two things in each round. */
    public Spread ratio(K dividend, K divisor, ToDoubleFunction<V> number) {
        return Spread.of(IntStream.range(0, of(dividend).size())
                .mapToObj(round -> number.applyAsDouble(of(dividend).get(round))
                        / number.applyAsDouble(of(divisor).get(round)))
                .toList());
    }
}
