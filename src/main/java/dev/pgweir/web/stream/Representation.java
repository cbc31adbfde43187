package dev.pgweir.web.stream;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.json.JsonBuffer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** The forms that rows can be answered in. */
public enum Representation {
    /** An array of objects; for an item, an object. */
    JSON("application/json", "application/json", "application/vnd.pgrst.array+json", "application/vnd.pgrst.array"),
    /** An object a line. */
    NDJSON("application/x-ndjson;charset=utf-8", "application/x-ndjson"),
    /** A line of names and one a row. */
    CSV("text/csv;charset=utf-8", "text/csv"),
    /** The object of the only row, as PostgREST's clients ask for it. */
    OBJECT(
            "application/vnd.pgrst.object+json;charset=utf-8",
            "application/vnd.pgrst.object+json",
            "application/vnd.pgrst.object"),
    /** An array of objects without the members that are null. */
    STRIPPED("application/vnd.pgrst.array+json;nulls=stripped;charset=utf-8"),
    /** The object of the only row, without the members that are null. */
    STRIPPED_OBJECT("application/vnd.pgrst.object+json;nulls=stripped;charset=utf-8");

    /** Of several forms that are equally welcome, the first named is chosen, and behind it the first here. */
    private record Match(Representation form, MediaType range, int place) {

        /** The form that the range asks for by its parameter, which PostgREST's own types may have. */
        Representation asked() {
            var stripped =
                    range.getSubtype().startsWith("vnd.pgrst.") && "stripped".equals(range.getParameter("nulls"));
            return !stripped ? form : form == OBJECT ? STRIPPED_OBJECT : STRIPPED;
        }
    }

    private static final Set<Representation> OF_ROWS = EnumSet.of(JSON, NDJSON, CSV, OBJECT);
    private static final Set<Representation> WRITTEN_OR_ONE = EnumSet.of(JSON, OBJECT);
    private static final Set<String> PLAIN = Set.of("*/*", "application/json");

    private final String contentType;

    @SuppressWarnings("ImmutableEnumChecker") // made by toList
    private final List<MediaType> types;

    Representation(String contentType, String... names) {
        this.contentType = contentType;
        this.types = names.length == 0
                ? List.of(MediaType.valueOf(contentType))
                : Stream.of(names).map(MediaType::valueOf).toList();
    }

    /**
     * The form of rows that a client likes best.
     *
     * @throws HttpMediaTypeNotAcceptableException where it takes none
     */
    public static Representation ofRows(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        return best(request, OF_ROWS);
    }

    /**
     * The form of one row that a client likes best.
     *
     * @throws HttpMediaTypeNotAcceptableException where it takes none
     */
    public static Representation ofOne(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        return best(request, WRITTEN_OR_ONE).ofItem();
    }

    /**
     * The form of what was written that a client likes best.
     *
     * @param shown whether it wants to see the rows at all; else it may ask for any form
     * @throws HttpMediaTypeNotAcceptableException where it takes none
     */
    public static Representation ofWritten(HttpServletRequest request, boolean shown)
            throws HttpMediaTypeNotAcceptableException {
        return best(request, shown ? WRITTEN_OR_ONE : OF_ROWS);
    }

    /** What to answer a client who asked for the only row where there are so many; worded as PostgREST's clients look for it. */
    public static ProblemException notOneRow(long rows) {
        return Problem.of(HttpStatus.NOT_ACCEPTABLE, "not-one-row", "Cannot coerce the result to a single JSON object")
                .details("The result contains %d rows".formatted(rows))
                .toException();
    }

    /** The content type of an answer in this form. */
    public String contentType() {
        return contentType;
    }

    /** The form of an item, which is no array whatever is asked for. */
    public Representation ofItem() {
        return this == STRIPPED ? STRIPPED_OBJECT : this;
    }

    /** Whether there must be one row, no more and no less. */
    public boolean ofOneRow() {
        return this == OBJECT || this == STRIPPED_OBJECT;
    }

    /** Rows in this form, given as an array of objects. */
    public JsonBuffer rows(JsonBuffer array) {
        return row(ofOneRow() ? array.inner() : array);
    }

    /** A row in this form, given as an object. */
    public JsonBuffer row(JsonBuffer object) {
        return stripsNulls() ? object.withoutNulls() : object;
    }

    /** Whether members that are null are left out. */
    public boolean stripsNulls() {
        return this == STRIPPED || this == STRIPPED_OBJECT;
    }

    private static Representation best(HttpServletRequest request, Set<Representation> offered)
            throws HttpMediaTypeNotAcceptableException {
        var accept = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        if (accept.isEmpty() || (accept.size() == 1 && PLAIN.contains(accept.getFirst()))) {
            return JSON;
        }
        var ranges = ranges(accept);
        return offered.stream()
                .flatMap(form -> form.match(ranges))
                .filter(match -> match.range().getQualityValue() > 0)
                .max(Comparator.<Match>comparingDouble(match -> match.range().getQualityValue())
                        .thenComparing(Match::place, Comparator.reverseOrder())
                        .thenComparing(Match::form, Comparator.reverseOrder()))
                .map(Match::asked)
                .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(
                        offered.stream().flatMap(form -> form.types.stream()).toList()));
    }

    private static List<MediaType> ranges(List<String> accept) throws HttpMediaTypeNotAcceptableException {
        try {
            return MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException(String.valueOf(e.getMessage()));
        }
    }

    /** What a client says of this form is said by the narrowest range that covers it (RFC 9110, section 12.5.1). */
    private Stream<Match> match(List<MediaType> ranges) {
        return IntStream.range(0, ranges.size())
                .filter(place -> types.stream().anyMatch(ranges.get(place)::includes))
                .mapToObj(place -> new Match(this, ranges.get(place), place))
                .min(Comparator.comparingInt(match -> wildcards(match.range())))
                .stream();
    }

    private static int wildcards(MediaType range) {
        return (range.isWildcardType() ? 1 : 0) + (range.isWildcardSubtype() ? 1 : 0);
    }
}
