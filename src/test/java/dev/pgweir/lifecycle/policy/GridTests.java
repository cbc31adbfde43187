package dev.pgweir.lifecycle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.partitions.KeyClock;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.Window;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTests {

    @ParameterizedTest
    @CsvSource({
        "DATE, day, UTC, 2024-02-29, 2024-02-29, 2024-03-01",
        "DATE, week, UTC, 2024-02-29, 2024-02-26, 2024-03-04",
        "DATE, month, UTC, 2024-02-29, 2024-02-01, 2024-03-01",
        "DATE, quarter, UTC, 2024-02-29, 2024-01-01, 2024-04-01",
        "DATE, year, Asia/Tokyo, 2024-02-29, 2024-01-01, 2025-01-01",
        "TIMESTAMP, day, Asia/Tokyo, 2024-02-29 23:59:59.999999, 2024-02-29 00:00:00, 2024-03-01 00:00:00",
        "TIMESTAMPTZ, day, UTC, 2024-02-29 23:59:59+00, 2024-02-29 00:00:00+00, 2024-03-01 00:00:00+00",
        "TIMESTAMPTZ, day, Asia/Tokyo, 2024-02-29 23:59:59+00, 2024-02-29 15:00:00+00, 2024-03-01 15:00:00+00",
        "TIMESTAMPTZ, day, Europe/Berlin, 2024-03-31 10:00:00+00, 2024-03-30 23:00:00+00, 2024-03-31 22:00:00+00",
        "TIMESTAMPTZ, month, America/Sao_Paulo, 2018-11-20 00:00:00+00, 2018-11-01 03:00:00+00, 2018-12-01 02:00:00+00",
        "UUID, day, UTC, 018cc251-f400-7abc-8def-0123456789ab, 018cc251-f400-0000-0000-000000000000, "
                + "018cc778-5000-0000-0000-000000000000",
    })
    void findsTheBoundsAroundAKey(KeyType type, String unit, ZoneId zone, String key, String floor, String next) {
        Grid grid = new Grid.OfCalendar(new KeyClock(type, zone), IntervalUnit.of(unit));

        assertThat(grid.floor(value(type, key)).map(KeyValue::text)).contains(floor);
        assertThat(grid.next(value(type, key)).map(KeyValue::text)).contains(next);
        assertThat(grid.next(value(type, floor)).map(KeyValue::text)).contains(next);
    }

    @ParameterizedTest
    @CsvSource({"250, 200, 300", "200, 200, 300", "-1, -100, 0", "-100, -100, 0"})
    void findsMultiplesAroundANumber(String key, String floor, String next) {
        Grid grid = new Grid.OfSteps(KeyType.INT4, BigInteger.valueOf(100));

        assertThat(grid.floor(value(KeyType.INT4, key)).map(KeyValue::text)).contains(floor);
        assertThat(grid.next(value(KeyType.INT4, key)).map(KeyValue::text)).contains(next);
    }

    @Test
    void endsWhereTheTypeDoes() {
        Grid numbers = new Grid.OfSteps(KeyType.INT2, BigInteger.valueOf(10_000));
        Grid years = new Grid.OfCalendar(new KeyClock(KeyType.DATE, ZoneId.of("UTC")), IntervalUnit.YEAR);

        assertThat(numbers.next(value(KeyType.INT2, "30001"))).isEmpty();
        assertThat(years.next(value(KeyType.DATE, "9999-06-06"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2024-01-01, 2025-01-01, YEAR",
        "DATE, 2024-01-01, 2024-04-01, QUARTER",
        "DATE, 2024-02-01, 2024-03-01, MONTH",
        "DATE, 2024-02-05, 2024-02-12, WEEK",
        "TIMESTAMP, 2024-02-05 00:00, 2024-02-06 00:00, DAY",
    })
    void isToldByAPartition(KeyType type, String from, String to, IntervalUnit unit) {
        var window = new Window(Optional.of(value(type, from)), Optional.of(value(type, to)));

        assertThat(Grid.fitting(window, type)).contains(new Grid.OfCalendar(new KeyClock(type, ZoneOffset.UTC), unit));
    }

    @Test
    void isNotToldByAPartitionThatLiesOnNone() {
        var window = new Window(
                Optional.of(value(KeyType.DATE, "2024-01-02")), Optional.of(value(KeyType.DATE, "2025-01-01")));

        assertThat(Grid.fitting(window, KeyType.DATE)).isEmpty();
        assertThat(Grid.fitting(Window.ALL, KeyType.DATE)).isEmpty();
    }

    private static KeyValue value(KeyType type, String text) {
        return type.parse(text).orElseThrow();
    }
}
