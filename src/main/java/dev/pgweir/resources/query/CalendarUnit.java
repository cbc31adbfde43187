package dev.pgweir.resources.query;

import static java.util.function.Function.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Units of the calendar and the clock; their words are those of PostgreSQL's {@code date_trunc}. */
public enum CalendarUnit {
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    private static final Map<String, CalendarUnit> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CalendarUnit::word, identity()));

    /** The unit that a word stands for. */
    public static Optional<CalendarUnit> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Its word, {@code month}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its length as PostgreSQL's intervals write it. */
    public String interval() {
        return this == QUARTER ? "3 months" : "1 " + word();
    }

    /** Whether it is at least a day, so that dates have it too. */
    public boolean hasDays() {
        return compareTo(DAY) >= 0;
    }
}
