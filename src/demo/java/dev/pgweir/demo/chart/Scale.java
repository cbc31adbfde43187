package dev.pgweir.demo.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where values lie along an axis.
 *
 * @param least the value at the beginning
 * @param most the value at the end
 * @param from the pixel of the beginning
 * @param to the pixel of the end
 * @param logarithmic whether equal factors, instead of equal differences, lie equally far apart
 */
record Scale(double least, double most, double from, double to, boolean logarithmic) {

    /** From 0 to a round number that is not below any of the values. */
    static Scale linear(DoubleStream values, double from, double to) {
        var largest = values.max().orElse(0);
        var step = step(largest);
        return new Scale(0, Math.max(step, Math.ceil(largest / step - 1e-9) * step), from, to, false);
    }

    /** From a power of ten to another one, around all values, which are above 0. */
    static Scale logarithmic(DoubleStream values, double from, double to) {
        var all = values.summaryStatistics();
        var least = Math.pow(10, Math.floor(Math.log10(all.getMin())));
        var most = Math.pow(10, Math.ceil(Math.log10(all.getMax())));
        return new Scale(least, Math.max(most, least * 10), from, to, true);
    }

    double place(double value) {
        var share = logarithmic ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
        return from + share * (to - from);
    }

    /** The values to write at the axis. */
    List<Double> ticks() {
        if (logarithmic) {
            return DoubleStream.iterate(least, tick -> tick <= most * 1.001, tick -> tick * 10)
                    .boxed()
                    .toList();
        }
        var step = step(most);
        return DoubleStream.iterate(0, tick -> tick <= most + step / 2, tick -> tick + step)
                .boxed()
                .toList();
    }

    /** A round one, of which at most five fit in. */
    private static double step(double largest) {
        if (largest <= 0) {
            return 1;
        }
        var power = Math.pow(10, Math.floor(Math.log10(largest / 5)));
        return DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(step -> largest / step <= 5)
                .findFirst()
                .orElseThrow();
    }

    static String label(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value < 0.1 ? "%.2f" : "%.1f", value);
    }
}
