package dev.pgweir.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTests {

    private final Random random = new Random(1);

    @Test
    void holdsItsLowerBoundAndNotItsUpper() {
        Window january = new Window(Optional.of(day("2024-01-01")), Optional.of(day("2024-02-01")));
        assertThat(january.contains(day("2024-01-01"))).isTrue();
        assertThat(january.contains(day("2024-01-31"))).isTrue();
        assertThat(january.contains(day("2024-02-01"))).isFalse();
        assertThat(january.contains(day("2023-12-31"))).isFalse();
    }

    @Test
    void turnsInclusiveBoundsIntoHalfOpenOnes() {
        assertThat(Window.through(day("2024-02-28"))).isEqualTo(Window.before(day("2024-02-29")));
        assertThat(Window.after(day("2024-02-28"))).isEqualTo(Window.startingAt(day("2024-02-29")));
        assertThat(Window.only(day("2024-02-28")))
                .isEqualTo(Window.startingAt(day("2024-02-28")).intersect(Window.before(day("2024-02-29"))));
    }

    @Test
    void isNeverNarrowerThanAskedForAtTheEndOfTheLine() {
        KeyValue last = number(Integer.MAX_VALUE);
        assertThat(Window.through(last)).isEqualTo(Window.ALL);
        assertThat(Window.after(last)).isEqualTo(Window.startingAt(last));
        assertThat(Window.only(last).contains(last)).isTrue();
    }

    @Test
    void isEmptyWhereItsBoundsCross() {
        assertThat(Window.ALL.isEmpty()).isFalse();
        assertThat(Window.only(number(5)).isEmpty()).isFalse();
        assertThat(Window.startingAt(number(5))
                        .intersect(Window.before(number(5)))
                        .isEmpty())
                .isTrue();
        assertThat(Window.after(number(5)).intersect(Window.before(number(2))).isEmpty())
                .isTrue();
    }

    @Test
    void anIntersectionHoldsExactlyWhatBothHold() {
        for (int i = 0; i < 5_000; i++) {
            Window one = anyWindow();
            Window other = anyWindow();
            KeyValue value = anyNumber();
            assertThat(one.intersect(other).contains(value))
                    .as("%s in %s and %s", value, one, other)
                    .isEqualTo(one.contains(value) && other.contains(value));
            assertThat(one.intersect(other).isEmpty() && one.intersect(other).contains(value))
                    .isFalse();
        }
    }

    private Window anyWindow() {
        return new Window(
                Optional.of(anyNumber()).filter(value -> random.nextInt(4) > 0),
                Optional.of(anyNumber()).filter(value -> random.nextInt(4) > 0));
    }

    private KeyValue anyNumber() {
        return number(random.nextInt(10));
    }

    private static KeyValue number(int value) {
        return KeyType.INT4.parse(Integer.toString(value)).orElseThrow();
    }

    private static KeyValue day(String text) {
        return KeyType.DATE.parse(text).orElseThrow();
    }
}
