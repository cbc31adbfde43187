package dev.pgweir.resources.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Draws at random what questions are made of: from the same seed the same each time. Not thread-safe. */
final class Draw {

    private final RandomGenerator random;

    private Draw(RandomGenerator random) {
        this.random = random;
    }

    /** So many samples from one seed. */
    static <T> Stream<T> samples(long seed, int tries, Function<Draw, T> sample) {
        var draw = new Draw(new Random(seed));
        return Stream.generate(() -> sample.apply(draw)).limit(tries);
    }

    /** Whether a chance of one in so many comes true. */
    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** What any of these draws. */
    <T> T any(List<Supplier<T>> ways) {
        return of(ways).get();
    }

    <T> List<T> list(int least, int most, Supplier<T> element) {
        return Stream.generate(element).limit(size(least, most)).toList();
    }

    /** Different ones of these, in any order. */
    <T> List<T> some(int least, int most, List<T> values) {
        var size = Math.min(size(least, most), values.size());
        Set<T> some = new LinkedHashSet<>();
        while (some.size() < size) {
            some.add(of(values));
        }
        return List.copyOf(some);
    }

    private int size(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
