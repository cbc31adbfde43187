package dev.pgweir.lifecycle.policy;

import dev.pgweir.catalog.Table;
import dev.pgweir.lifecycle.policy.LifeCycleSettings.Then;
import dev.pgweir.partitions.KeyClock;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.convert.PeriodStyle;

/**
 * The life cycle of a table's partitions, once it is known to fit the table. Immutable.
 *
 * @param grid where they begin
 * @param makeAhead how many are kept ready
 * @param retention how old one may become, if there is a limit
 */
public record LifeCyclePolicy(Grid grid, int makeAhead, Optional<Retention> retention) {

    /**
     * The end of a partition.
     *
     * @param age at which it comes, a period or a number
     * @param then what it is
     */
    public record Retention(String age, Then then) {}

    /**
     * What is configured, for a table.
     *
     * @throws PolicyMisfit where it does not fit
     */
    public static LifeCyclePolicy of(Table table, LifeCycleSettings settings) {
        var type = RangePartitions.ofOneColumn(table)
                .map(RangePartitions::type)
                .orElseThrow(() -> new PolicyMisfit(
                        "%s has a life cycle, but is not partitioned by range over one column of type date, timestamp, "
                                        .formatted(key(table))
                                + "timestamptz, uuid, smallint, integer or bigint",
                        "Remove the key."));
        var number = isNumber(settings.interval());
        if (number == KeyClock.tellsTime(type)) {
            throw misfit(table, "interval", settings.interval(), type);
        }
        if (number && type.at(new BigInteger(settings.interval())).isEmpty()) {
            throw new PolicyMisfit(
                    "%s.interval is %s, more than the partition key can hold"
                            .formatted(key(table), settings.interval()),
                    "Give a smaller number.");
        }
        Grid grid = number
                ? new Grid.OfSteps(type, new BigInteger(settings.interval()))
                : new Grid.OfCalendar(new KeyClock(type, settings.zone()), IntervalUnit.of(settings.interval()));
        var age = Optional.ofNullable(settings.retention());
        age.filter(text -> isNumber(text) != number).ifPresent(text -> {
            throw misfit(table, "retention", text, type);
        });
        return new LifeCyclePolicy(
                grid,
                settings.makeAhead(),
                age.flatMap(text -> Optional.ofNullable(settings.then()).map(then -> new Retention(text, then))));
    }

    /** The bound below which partitions have reached their age; empty where none does. */
    public Optional<KeyValue> cutoff(KeyValue present) {
        return retention.flatMap(limit -> switch (grid) {
            case Grid.OfCalendar calendar -> calendar.back(present, PeriodStyle.detectAndParse(limit.age()));
            case Grid.OfSteps steps -> steps.back(present, new BigInteger(limit.age()));
        });
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    private static PolicyMisfit misfit(Table table, String property, String value, KeyType type) {
        var time = KeyClock.tellsTime(type);
        return new PolicyMisfit(
                "%s.%s is %s, but the partition key is of type %s"
                        .formatted(key(table), property, value, type.name().toLowerCase(Locale.ROOT)),
                time
                        ? "Give a unit of time: interval day, week, month, quarter or year; retention such as 90d or 3y."
                        : "Give a number, by which the values of the key are counted.");
    }

    private static String key(Table table) {
        return "pgweir.partitions.tables." + table.name() + ".life-cycle";
    }
}
