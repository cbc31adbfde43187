package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of a JSON body: well-formed, and of known columns. Immutable. */
public final class RowBody {

    /** A row that gives nothing. */
    public static final RowBody EMPTY = one("{}".getBytes(UTF_8), Map.of(), List.of(), List.of());

    private final byte[] json;
    private final boolean array;
    private final int[] ends;
    private final Map<String, String> texts;
    private final List<Column> columns;
    private final List<Column> kept;
    private final List<Column> leftOut;
    private final boolean complete;

    /**
     * @param ends where each row ends in an array, in bytes
     * @param texts what one row gives as strings, numbers and truth values, by member
     */
    private RowBody(
            byte[] json,
            boolean array,
            int[] ends,
            Map<String, String> texts,
            List<Column> given,
            List<Column> leftOut,
            boolean complete) {
        this.json = json;
        this.array = array;
        this.ends = ends;
        this.texts = texts;
        this.columns = given.stream().filter(Column::writable).toList();
        this.kept = given.stream().filter(column -> !column.writable()).toList();
        this.leftOut = List.copyOf(leftOut);
        this.complete = complete;
    }

    static RowBody one(byte[] json, Map<String, String> texts, List<Column> given, List<Column> leftOut) {
        return new RowBody(json, false, new int[0], texts, given, leftOut, true);
    }

    static RowBody many(byte[] json, int[] ends, List<Column> given, boolean complete) {
        return new RowBody(json, true, ends, Map.of(), given, List.of(), complete);
    }

    /** The body as it came. */
    public String json() {
        return new String(json, UTF_8);
    }

    /** Whether it is an array of rows rather than one row. */
    public boolean array() {
        return array;
    }

    /** How many rows it holds. */
    public int rows() {
        return array ? ends.length : 1;
    }

    /**
     * The same body, of which one row is wanted.
     *
     * @throws InvalidRequest where it holds none, or several
     */
    public RowBody requireOne() {
        if (rows() != 1) {
            throw new InvalidRequest("malformed-body", new Origin.Body(""), "one row as a JSON object is wanted");
        }
        return this;
    }

    /**
     * The same body, of which one row is wanted that changes something.
     *
     * @throws InvalidRequest where it holds none, or several, or gives no column
     */
    public RowBody requireChange() {
        if (requireOne().given().isEmpty() && leftOut.isEmpty()) {
            throw new InvalidRequest("empty-body", new Origin.Body(""), "give at least one column to change");
        }
        return this;
    }

    /** The columns that it gives values to take. */
    public List<Column> columns() {
        return columns;
    }

    /** The columns that it gives though the server alone fills them, so that they can only be what they are. */
    public List<Column> kept() {
        return kept;
    }

    /** The columns that it gives, whatever for. */
    public List<Column> given() {
        return Stream.concat(columns.stream(), kept.stream()).toList();
    }

    /** The columns that one row was to give and does not, where these take their defaults. */
    public List<Column> leftOut() {
        return leftOut;
    }

    /** The columns that one row changes, whether it gives them or not. */
    public List<Column> changed() {
        return Stream.concat(columns.stream(), leftOut.stream()).toList();
    }

    /** Whether every row gives every column. */
    public boolean complete() {
        return complete;
    }

    /**
     * The values that one row gives these columns, each as a text that the server reads as it would read the JSON; empty where it
     * leaves one out, gives null, or something made of parts.
     */
    public Optional<List<String>> texts(List<Column> wanted) {
        List<String> found = new ArrayList<>();
        for (var column : wanted) {
            var text = texts.get(column.name());
            if (text == null || !given(column)) {
                return Optional.empty();
            }
            found.add(text);
        }
        return Optional.of(found);
    }

    private boolean given(Column column) {
        return columns.contains(column) || kept.contains(column);
    }

    /** The same rows with these of their columns only. */
    public RowBody only(List<Column> some) {
        return new RowBody(json, array, ends, texts, some, List.of(), complete);
    }

    /** The same array with its first rows only; at least one, and at most all of them. */
    public RowBody first(int count) {
        var end = ends[count - 1];
        var shorter = new byte[end + 1];
        System.arraycopy(json, 0, shorter, 0, end);
        shorter[end] = ']';
        return new RowBody(shorter, true, Arrays.copyOf(ends, count), texts, given(), leftOut, complete);
    }
}
