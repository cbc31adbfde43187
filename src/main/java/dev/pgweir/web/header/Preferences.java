package dev.pgweir.web.header;

import dev.pgweir.limits.CallersRows;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.Choice;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The preferences of one request. What the gateway does not know is passed over, unless the request wants to be handled
 * strictly; so is an unknown value of a preference that only says how to answer, count or take rows that are there. An unknown
 * value of any other is always refused, since to guess at it could write what the client meant to be undone. Immutable.
 */
public final class Preferences {

    /** The header field that says which preferences were followed. */
    public static final String APPLIED = "Preference-Applied";

    private static final String PREFER = "Prefer";
    private static final Origin ORIGIN = new Origin.Header(PREFER);

    private final Map<Preference, String> given;

    private Preferences(Map<Preference, String> given) {
        this.given = given;
    }

    /** The value of one preference; of several, the first counts. */
    public static Optional<String> value(HttpServletRequest request, String word) {
        if (request.getHeader(PREFER) == null) {
            return Optional.empty();
        }
        return words(request)
                .filter(given -> given.name().equals(word))
                .map(Word::value)
                .findFirst();
    }

    /** Adds to those that the answer says were followed. */
    public static void addApplied(HttpServletResponse response, String preferences) {
        var others = response.getHeader(APPLIED);
        response.setHeader(APPLIED, others == null ? preferences : others + ", " + preferences);
    }

    /**
     * The preferences of a request.
     *
     * @param request the request
     * @param applicable those that mean something for it
     * @throws InvalidRequest where one is not understood
     */
    public static Preferences of(HttpServletRequest request, Set<Preference> applicable) {
        if (request.getHeader(PREFER) == null) {
            return new Preferences(Map.of());
        }
        var given = new EnumMap<Preference, String>(Preference.class);
        List<String> unknown = new ArrayList<>();
        words(request)
                .forEach(word -> Preference.of(word.name())
                        .ifPresentOrElse(
                                known -> addKnown(known, word.value(), given), () -> unknown.add(word.name())));
        unknown.addAll(passedOver(given));
        if (!unknown.isEmpty() && "strict".equals(given.get(Preference.HANDLING))) {
            throw malformed("these preferences are not known: " + String.join(", ", unknown));
        }
        given.keySet().retainAll(applicable);
        return new Preferences(given);
    }

    /** Removes those whose value is not known, and names them. */
    private static List<String> passedOver(Map<Preference, String> given) {
        List<String> unknown = new ArrayList<>();
        given.entrySet().removeIf(preference -> {
            var known = preference.getKey().takes(preference.getValue());
            if (!known) {
                unknown.add(preference.getKey().word() + "=" + preference.getValue());
            }
            return !known;
        });
        return unknown;
    }

    private static Stream<Word> words(HttpServletRequest request) {
        return Collections.list(request.getHeaders(PREFER)).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(Word::of)
                .filter(word -> !word.name().isEmpty());
    }

    /** A preference as it was given. */
    private record Word(String name, String value) {

        /** The parameters of a preference, behind a semicolon, mean nothing here. */
        static Word of(String preference) {
            var semicolon = preference.indexOf(';');
            var text = semicolon < 0 ? preference : preference.substring(0, semicolon);
            var equals = text.indexOf('=');
            var name = equals < 0 ? text : text.substring(0, equals);
            var value = equals < 0 ? "" : unquoted(text.substring(equals + 1).strip());
            return new Word(name.strip().toLowerCase(Locale.ROOT), value);
        }
    }

    private static void addKnown(Preference known, String value, Map<Preference, String> given) {
        if (!known.takes(value) && !known.mayBePassedOver()) {
            throw malformed("%s takes %s, not \"%s\"".formatted(known.word(), known.choices(), value));
        }
        given.putIfAbsent(known, value); // the first counts (RFC 7240, section 2)
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Whether rows that were written are to be answered. */
    public boolean wantsRows() {
        return is(Preference.RETURN, "representation");
    }

    /** How to count the rows of all pages, as far as the caller may have them counted; empty where nobody asked. */
    public Optional<CountMode> count() {
        return Optional.ofNullable(given.get(Preference.COUNT))
                .map(mode -> CountMode.valueOf(mode.toUpperCase(Locale.ROOT)))
                .map(mode -> mode == CountMode.EXACT && !CallersRows.current().counted() ? CountMode.PLANNED : mode);
    }

    /** Whether the partitions that a list looks into are wanted rather than its rows. */
    public boolean explainsPartitions() {
        return given.containsKey(Preference.EXPLAIN_PARTITIONS);
    }

    /** The same without one, which was not followed. */
    public Preferences without(Preference unserved) {
        if (!given.containsKey(unserved)) {
            return this;
        }
        var others = new EnumMap<>(given);
        others.remove(unserved);
        return new Preferences(others);
    }

    /** How to do a write. */
    public WriteOptions writeOptions() {
        if (given.isEmpty()) {
            return WriteOptions.PLAIN;
        }
        var options = WriteOptions.PLAIN
                .with(Choice.RETURNING, wantsRows())
                .with(Choice.MISSING_DEFAULT, is(Preference.MISSING, "default"))
                .with(Choice.ROLLBACK, is(Preference.TX, "rollback"))
                .with(Choice.MOVING, is(Preference.PARTITION_MOVE, "allow"));
        var resolution = given.get(Preference.RESOLUTION);
        if (resolution != null) {
            options = options.withResolution(resolution.startsWith("merge") ? Resolution.MERGE : Resolution.IGNORE);
        }
        var maxAffected = given.get(Preference.MAX_AFFECTED);
        return maxAffected == null ? options : options.withMaxAffected(Long.parseLong(maxAffected));
    }

    private boolean is(Preference preference, String value) {
        return value.equals(given.get(preference));
    }

    /** The same, where rows were counted in another way than the client preferred. */
    public Preferences countedBy(CountMode mode) {
        var changed = new EnumMap<>(given);
        changed.put(Preference.COUNT, mode.name().toLowerCase(Locale.ROOT));
        return new Preferences(changed);
    }

    /** What {@code Preference-Applied} says; empty where there is nothing to say. */
    public Optional<String> applied() {
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(given.entrySet().stream()
                        .map(preference -> preference.getValue().isEmpty()
                                ? preference.getKey().word()
                                : preference.getKey().word() + "=" + preference.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private static InvalidRequest malformed(String message) {
        return new InvalidRequest("malformed-preference", ORIGIN, message);
    }
}
