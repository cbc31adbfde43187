package dev.pgweir.lifecycle.policy;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.WEEKS;
import static java.time.temporal.ChronoUnit.YEARS;
import static java.time.temporal.IsoFields.QUARTER_YEARS;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The calendar's units that a partition may span, from the shortest, and how partitions are named after their first day. */
enum IntervalUnit {
    DAY(DAYS, format("uuuu_MM_dd"), format("uuuuMMdd"), format("uuuu-MM-dd")),
    WEEK(WEEKS, week("_w"), week("w")),
    MONTH(MONTHS, format("uuuu_MM"), format("uuuuMM"), format("uuuu-MM")),
    QUARTER(QUARTER_YEARS, format("uuuu_'q'q"), format("uuuu'q'q")),
    YEAR(YEARS, format("uuuu"));

    private final TemporalUnit unit;

    @SuppressWarnings("ImmutableEnumChecker") // List.of(…)
    private final List<DateTimeFormatter> formats;

    IntervalUnit(TemporalUnit unit, DateTimeFormatter... formats) {
        this.unit = unit;
        this.formats = List.of(formats);
    }

    static IntervalUnit of(String interval) {
        return valueOf(interval.toUpperCase(Locale.ROOT));
    }

    /** The first day of the unit that holds a day. Weeks begin on Monday. */
    LocalDate floor(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /** The first day of the unit after the one that holds a day. */
    LocalDate next(LocalDate day) {
        return floor(day).plus(1, unit);
    }

    /** How the day may stand in a name that is unique for each unit: the usual form first. */
    Stream<DateTimeFormatter> formats() {
        return Stream.concat(
                formats.stream(),
                Arrays.stream(values())
                        .filter(finer -> finer.compareTo(this) < 0)
                        .flatMap(finer -> finer.formats.stream()));
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private static DateTimeFormatter week(String separator) {
        return new DateTimeFormatterBuilder()
                .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
                .appendLiteral(separator)
                .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
                .toFormatter(Locale.ROOT);
    }
}
