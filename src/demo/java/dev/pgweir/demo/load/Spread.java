package dev.pgweir.demo.load;

import java.util.Collection;
import java.util.Locale;

/**
 * What rounds have measured.
 *
 * @param least the smallest value
 * @param median the middle one
 * @param most the largest one
 */
public record Spread(double least, double median, double most) {

    /** Of at least one value. */
    public static Spread of(Collection<Double> values) {
        return new Spread(percentile(values, 0), percentile(values, 50), percentile(values, 100));
    }

    /** Between the two values next to it, where it falls between two. */
    static double percentile(Collection<Double> values, int percentile) {
        var sorted = values.stream().sorted().toList();
        var place = (sorted.size() - 1) * percentile / 100.0;
        var below = sorted.get((int) Math.floor(place));
        var above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }

    /** As in {@code 98 (95–101)}, or {@code 98} where all values are the same. */
    public String text(String format) {
        var middle = String.format(Locale.ROOT, format, median);
        return least < most
                ? String.format(Locale.ROOT, "%s (" + format + "–" + format + ")", middle, least, most)
                : middle;
    }

    /** A value that was not measured in rounds. */
    public static Spread single(double value) {
        return new Spread(value, value, value);
    }
}
