package dev.pgweir.web.header;

import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.request.Caller;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * Entity tags and the conditions on them (RFC 9110, sections 8.8.3 and 13.1). The tag of a row is its version, followed
 * by a number for its columns, since other columns are another representation; a condition on a write asks for the version
 * alone.
 */
public final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    /** The loop is possessive, since one that could go back would take a frame of the stack for each tag. */
    private static final Pattern LIST = Pattern.compile("(?:\\s*+(?:%s)?+\\s*+(?:,|$))*+".formatted(TAG.pattern()));

    private static final PerTable<Integer> COLUMNS = new PerTable<>();

    private static final Pattern VERSION = Pattern.compile("(\\d{1,10})(?:-[0-9a-f]+)?");

    private EntityTags() {}

    /**
     * The tag of a row.
     *
     * @param version the row's version
     * @param representation different for different columns of the table and for different selections of them
     */
    public static String ofRow(String version, int representation) {
        return "\"%s-%s\"".formatted(version, HexFormat.of().toHexDigits(representation));
    }

    /** A number for the columns of a table and for who asks, equal for equal ones on all gateways. */
    public static int columns(Table table) {
        return 31 * Caller.currentName().hashCode() + COLUMNS.get(table, EntityTags::ofColumns);
    }

    private static int ofColumns(Table table) {
        var hash = 0;
        for (var column : table.readableColumns()) {
            hash = 31 * hash + column.name().hashCode();
            hash = 31 * hash + column.type().sql().hashCode();
            hash = 31 * hash + column.type().labels().hashCode();
        }
        return hash;
    }

    /** The weak tag of an answer whose bytes have this checksum. */
    public static String ofContent(long checksum) {
        return "W/\"" + HexFormat.of().toHexDigits(checksum) + '"';
    }

    /** The strong tag of an answer that cannot change. */
    public static String ofSealed(String name) {
        var caller = Caller.currentName();
        return caller.isEmpty()
                ? '"' + name + '"'
                : "\"%s-%s\"".formatted(name, Caller.current().mark());
    }

    /** Whether the client has the representation of this tag already. */
    public static boolean isKnown(HttpServletRequest request, String tag) {
        var known = header(request, "If-None-Match");
        return known.isPresent()
                && (known.get().equals("*")
                        || tags(known.get(), "If-None-Match").contains(opaque(tag)));
    }

    /**
     * What the client asks of the row that a write is about.
     *
     * @throws InvalidRequest where the gateway does not understand or serve it
     */
    public static Precondition precondition(HttpServletRequest request) {
        var match = header(request, "If-Match");
        var noneMatch = header(request, "If-None-Match");
        if (match.isPresent() && noneMatch.isPresent()) {
            throw malformed("If-None-Match", "give If-Match or If-None-Match, not both");
        }
        if (noneMatch.isPresent()) {
            if (!noneMatch.get().equals("*")) {
                throw malformed("If-None-Match", "with a write it takes an asterisk, not tags");
            }
            return new Precondition.Absent();
        }
        return match.map(EntityTags::ifMatch).orElseGet(Precondition.None::new);
    }

    /**
     * Makes sure that a request whose method or path knows no single row states no condition on one.
     *
     * @throws InvalidRequest where it does
     */
    public static void requireNone(HttpServletRequest request) {
        for (var name : List.of("If-Match", "If-None-Match")) {
            if (request.getHeader(name) != null) {
                throw malformed(name, "it is about one row, whose key stands in the path");
            }
        }
    }

    /** What to answer a client who changes rows of a resource without the condition that it wants (RFC 6585, section 3). */
    public static ProblemException unconditional(String resource) {
        return Problem.of(
                        HttpStatus.PRECONDITION_REQUIRED,
                        "precondition-required",
                        "a row of %s is changed by its key only, with If-Match, or made with If-None-Match: *"
                                .formatted(resource))
                .toException();
    }

    private static Precondition ifMatch(String text) {
        return text.equals("*") ? new Precondition.Present() : new Precondition.HasVersion(versions(text));
    }

    /** Tags that are weak, or no tags of rows, match none (RFC 9110, section 13.1.1). */
    private static List<String> versions(String text) {
        checkList(text, "If-Match");
        return TAG.matcher(text)
                .results()
                .filter((MatchResult tag) -> tag.group(1) == null)
                .map((MatchResult tag) -> VERSION.matcher(tag.group(2)))
                .filter(version -> version.matches())
                .map(version -> version.group(1))
                .filter(version -> Long.parseLong(version) < 1L << 32)
                .toList();
    }

    private static List<String> tags(String text, String header) {
        checkList(text, header);
        return TAG.matcher(text)
                .results()
                .map((MatchResult tag) -> tag.group(2))
                .toList();
    }

    private static void checkList(String text, String header) {
        if (!LIST.matcher(text).matches()) {
            throw malformed(header, "it takes an asterisk or tags in quotes, joined by commas");
        }
    }

    private static String opaque(String tag) {
        return tag.substring(tag.indexOf('"') + 1, tag.length() - 1);
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        List<String> values = new ArrayList<>(Collections.list(request.getHeaders(name)));
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(",", values).strip());
    }

    private static InvalidRequest malformed(String header, String message) {
        return new InvalidRequest("malformed-header", new Origin.Header(header), message);
    }
}
