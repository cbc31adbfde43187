package dev.pgweir.web.header;

import static java.util.function.Function.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The preferences that the gateway knows (RFC 7240; most are PostgREST's). */
public enum Preference {
    RETURN("return", "minimal", "headers-only", "representation"),
    COUNT("count", "exact", "planned", "estimated"),
    RESOLUTION("resolution", "merge-duplicates", "ignore-duplicates"),
    MISSING("missing", "default", "null"),
    MAX_AFFECTED("max-affected"),
    TX("tx", "commit", "rollback"),
    PARTITION_MOVE("partition-move", "allow", "refuse"),
    WAIT("wait"),
    CONSISTENCY("consistency", "eventual", "session", "strong"),
    MAX_STALENESS("max-staleness"),
    EXPLAIN_PARTITIONS("explain-partitions", ""),
    HANDLING("handling", "strict", "lenient");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Map<String, Preference> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Preference::word, identity()));

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> values;

    /** @param values those that it takes; none where it takes a number */
    Preference(String word, String... values) {
        this.word = word;
        this.values = List.of(values);
    }

    static Optional<Preference> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    String word() {
        return word;
    }

    boolean takes(String value) {
        return switch (this) {
            case MAX_AFFECTED, MAX_STALENESS -> NUMBER.matcher(value).matches();
            case WAIT -> true; // read on its own, before all others
            default -> values.contains(value);
        };
    }

    /** Whether a value that it does not take does no harm where it is passed over. */
    boolean mayBePassedOver() {
        return this == RETURN || this == COUNT || this == RESOLUTION;
    }

    /** What it takes, in words. */
    String choices() {
        return values.isEmpty() ? "a whole number" : String.join(" or ", values);
    }
}
