package dev.pgweir.lifecycle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.partitions.KeyClock;
import dev.pgweir.partitions.KeyType;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionNamesTests {

    @ParameterizedTest
    @CsvSource({
        "month, sales_2024_01, sales_2024_02",
        "month, sales_p20240101, sales_p20240201",
        "month, sales202401, sales202402",
        "month, sales_2024-01, sales_2024-02",
        "month, Verkäufe vom 2024_01_01, Verkäufe vom 2024_02_01",
        "month, sales_first, sales_2024_02",
        "month, sales_2024, sales_2024_02",
        "quarter, sales_2024_q1, sales_2024_q1",
        "quarter, sales2024q1, sales2024q1",
        "year, sales_2024, sales_2024",
        "year, sales_p2024_01_01, sales_p2024_02_01",
        "week, sales_2024w01, sales_2024w05",
        "day, sales_20240101, sales_20240201",
    })
    void followTheNewestSibling(String unit, String sibling, String expected) {
        var partitions = TestPartitions.of("date", TestPartitions.partition(sibling, "2024-01-01", "2024-02-01"));
        var grid = new Grid.OfCalendar(new KeyClock(KeyType.DATE, ZoneOffset.UTC), IntervalUnit.of(unit));

        var names = PartitionNames.of("sales", grid, partitions);
        assertThat(names.name(KeyType.DATE.parse("2024-02-01").orElseThrow(), Set.of()))
                .isEqualTo(expected);
    }

    @Test
    void followNumbers() {
        var partitions = TestPartitions.of("int4", TestPartitions.partition("t_p100", "100", "200"));
        var grid = new Grid.OfSteps(KeyType.INT4, BigInteger.valueOf(100));
        var names = PartitionNames.of("t", grid, partitions);

        assertThat(names.name(KeyType.INT4.parse("200").orElseThrow(), Set.of()))
                .isEqualTo("t_p200");
        assertThat(names.name(KeyType.INT4.parse("-200").orElseThrow(), Set.of()))
                .isEqualTo("t_pminus_200");
    }

    @Test
    void avoidNamesThatAreTaken() {
        var names = PartitionNames.of("t", Grid.finest(KeyType.DATE), TestPartitions.of("date"));

        assertThat(names.name(KeyType.DATE.parse("2024-02-01").orElseThrow(), Set.of("t_2024_02_01", "t_2024_02_01_2")))
                .isEqualTo("t_2024_02_01_3");
    }

    @Test
    void keepTheEndOfALongName() {
        var names = PartitionNames.of("ö".repeat(31), Grid.finest(KeyType.DATE), TestPartitions.of("date"));
        var name = names.name(KeyType.DATE.parse("2024-02-01").orElseThrow(), Set.of());

        assertThat(name).isEqualTo("ö".repeat(26) + "2024_02_01");
    }
}
