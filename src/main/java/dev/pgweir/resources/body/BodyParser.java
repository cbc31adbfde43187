package dev.pgweir.resources.body;

import static java.util.stream.Collectors.partitioningBy;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.Columns;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Checks one JSON body without building it: that it is well-formed, and that its rows give columns of the table. The
 * values stay as they are; the server reads them. Not thread-safe.
 */
public final class BodyParser {

    private final Table table;
    private final Optional<List<Column>> chosen;
    private final boolean mayMiss;
    private final boolean mayKeep;

    private BodyParser(Table table, Optional<List<Column>> chosen, boolean mayMiss, boolean mayKeep) {
        this.table = table;
        this.chosen = chosen;
        this.mayMiss = mayMiss;
        this.mayKeep = mayKeep;
        chosen.ifPresent(columns -> columns.forEach(column -> check(column, new Origin.Query("columns"))));
    }

    /**
     * Of new rows.
     *
     * @param chosen the columns to take from the rows, whatever else they give; empty for those that they give
     * @param mayMiss whether rows may leave columns out that others give, to take their defaults
     */
    public BodyParser(Table table, Optional<List<Column>> chosen, boolean mayMiss) {
        this(table, chosen, mayMiss, false);
    }

    /** Of a row that may be there, and may then give columns that the server alone fills as they are. */
    public static BodyParser ofOneRow(Table table, Optional<List<Column>> chosen, boolean mayMiss) {
        return new BodyParser(table, chosen, mayMiss, true);
    }

    /**
     * Parses an object or an array of objects.
     *
     * @throws InvalidRequest with a pointer to the place that is wrong
     */
    public RowBody parse(byte[] body) {
        try (var parser = BodyJson.parser(body, 0, body.length)) {
            var rows = rows(body, parser);
            if (parser.nextToken() != null) {
                throw invalid("malformed-json", "", "the body holds more than one JSON value");
            }
            return rows;
        } catch (StreamReadException e) {
            var at = e.getLocation();
            throw invalid(
                    "malformed-json",
                    "",
                    "%s (line %d, column %d)".formatted(BodyJson.fault(e), at.getLineNr(), at.getColumnNr()));
        } catch (StreamConstraintsException e) {
            throw invalid(
                    "malformed-json",
                    "",
                    "arrays and objects may be nested at most %d levels deep".formatted(BodyJson.MAX_DEPTH));
        }
    }

    private RowBody rows(byte[] body, JsonParser parser) {
        var first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            Map<String, String> texts = new HashMap<>();
            return one(body, names(parser, texts), texts);
        }
        if (first != JsonToken.START_ARRAY) {
            throw invalid("malformed-body", "", "a row as a JSON object is wanted, or an array of such rows");
        }
        return many(body, parser);
    }

    private RowBody one(byte[] body, Set<String> names, Map<String, String> texts) {
        var columns = chosen.orElseGet(() -> columns(names, "")).stream()
                .filter(column -> column.writable() || names.contains(column.name()))
                .toList();
        if (!mayMiss) {
            return RowBody.one(body, texts, columns, List.of());
        }
        var given = columns.stream().collect(partitioningBy(column -> names.contains(column.name())));
        return RowBody.one(body, texts, given.getOrDefault(true, List.of()), given.getOrDefault(false, List.of()));
    }

    private RowBody many(byte[] body, JsonParser parser) {
        var ends = new int[16];
        var rows = 0;
        var complete = true;
        Set<String> all = new LinkedHashSet<>();
        chosen.ifPresent(columns -> columns.forEach(column -> all.add(column.name())));
        List<Column> columns = chosen.orElseGet(ArrayList::new);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var pointer = "/" + rows;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw invalid("malformed-body", pointer, "each row is a JSON object");
            }
            var names = names(parser);
            if (chosen.isEmpty() && !names.equals(all)) {
                checkSame(rows, names, all);
                complete &= rows == 0;
                names.removeAll(all);
                columns.addAll(columns(names, pointer));
                all.addAll(names);
            }
            complete &= names.containsAll(all) || chosen.isEmpty();
            ends = rows == ends.length ? Arrays.copyOf(ends, rows * 2) : ends;
            ends[rows++] = Math.toIntExact(parser.currentLocation().getByteOffset());
        }
        return RowBody.many(body, Arrays.copyOf(ends, rows), columns, complete);
    }

    private void checkSame(int row, Set<String> names, Set<String> all) {
        if (row > 0 && !mayMiss) {
            throw invalid(
                    "columns-differ",
                    "/" + row,
                    "all rows must give the same columns, as the first does: %s, not %s; or say what to do with those left"
                                    .formatted(all, names)
                            + " out by Prefer: missing=default or the parameter columns");
        }
    }

    private static Set<String> names(JsonParser parser) {
        return names(parser, _ -> {});
    }

    /** The names of an object's members, and what there is of plain values as texts. */
    private static Set<String> names(JsonParser parser, Map<String, String> texts) {
        return names(parser, name -> {
            if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
                var text = parser.getString();
                if (isSendable(text)) {
                    texts.put(name, text);
                }
            }
        });
    }

    /** @param onValue told of each member while the parser stands at its value */
    private static Set<String> names(JsonParser parser, Consumer<String> onValue) {
        Set<String> names = new LinkedHashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            names.add(name);
            parser.nextToken();
            onValue.accept(name);
            parser.skipChildren();
        }
        return names;
    }

    /** No text of the server's can hold a zero, or half a character, which JSON can escape: the server refuses these. */
    private static boolean isSendable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                if (!Character.isSurrogatePair(character, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private List<Column> columns(Set<String> names, String row) {
        List<Column> columns = new ArrayList<>();
        for (var name : names) {
            var origin = Origin.Body.member(row, name);
            var column = Columns.named(table, name, origin);
            check(column, origin);
            columns.add(column);
        }
        return columns;
    }

    private void check(Column column, Origin origin) {
        if (!mayKeep) {
            Columns.writable(column, origin);
        }
    }

    private static InvalidRequest invalid(String code, String pointer, String message) {
        return new InvalidRequest(code, new Origin.Body(pointer), message);
    }
}
