package dev.pgweir.demo.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.DoubleStream;

/** When requests of a kind were answered as their clients wished, and how many were not. Thread-safe. */
final class Activity {

    private final long start;
    private final Queue<Double> answered = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();

    /** @param start the moment from which seconds are counted, as {@link System#nanoTime} tells */
    Activity(long start) {
        this.start = start;
    }

    void answered() {
        answered.add(now());
    }

    void refused(String why) {
        refused.add(why);
    }

    /** Seconds since the start. */
    double now() {
        return (System.nanoTime() - start) / 1e9;
    }

    double percentAnswered() {
        return 100.0 * answered.size() / (answered.size() + refused.size());
    }

    /** The first answer after a moment. */
    OptionalDouble firstAfter(double moment) {
        return seconds().filter(second -> second > moment).findFirst();
    }

    /** The longest time without an answer. */
    Duration longestGap() {
        var all = seconds().toArray();
        var longest = 0.0;
        for (var i = 1; i < all.length; i++) {
            longest = Math.max(longest, all[i] - all[i - 1]);
        }
        return Duration.ofNanos((long) (longest * 1e9));
    }

    /** Answers a second, bin by bin. */
    List<Double> rates(double seconds, double bin) {
        var bins = new double[(int) (seconds / bin)];
        seconds().filter(second -> second < bins.length * bin).forEach(second -> bins[(int) (second / bin)] += 1 / bin);
        return Arrays.stream(bins).boxed().toList();
    }

    private DoubleStream seconds() {
        return answered.stream().mapToDouble(Double::doubleValue).sorted();
    }
}
