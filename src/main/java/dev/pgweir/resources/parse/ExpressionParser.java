package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.AggregateFunction;
import dev.pgweir.resources.query.CalendarUnit;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Expression.Aggregate;
import dev.pgweir.resources.query.Expression.Bucket;
import dev.pgweir.resources.query.Expression.Cast;
import dev.pgweir.resources.query.Expression.JsonPath;
import dev.pgweir.resources.query.Expression.Step;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.request.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses what has a value: a column, a path into its JSON {@code data->a->>b}, its calendar unit
 * {@code day.bucket(month)}, an aggregate {@code amount.sum()}, and casts {@code amount::text}.
 */
final class ExpressionParser {

    private static final String BUCKET = ".bucket(";
    private static final String COUNT = "count()";
    private static final List<String> ENDS_OF_A_NAME =
            List.of("->", "::", BUCKET, ".count()", ".sum()", ".avg()", ".min()", ".max()");
    private static final Set<String> CALENDAR_TYPES = Set.of("date", "timestamp", "timestamptz");
    private static final Pattern INDEX = Pattern.compile("-?\\d{1,9}");

    private final Table table;
    private final TextReader reader;
    private final String ends;

    /** @param ends the characters of which one ends a name that is not quoted */
    ExpressionParser(Table table, TextReader reader, String ends) {
        this.table = table;
        this.reader = reader;
        this.ends = ends;
    }

    /** Parses an expression in which nothing is cast, so that indexes serve it. */
    Expression parse() {
        return reader.startsWith(COUNT) && table.column(COUNT).isEmpty() ? count() : aggregate(operand());
    }

    /** Parses an expression to be shown. */
    Expression parseCast() {
        var plain = reader.startsWith(COUNT) && table.column(COUNT).isEmpty() ? count() : aggregate(cast(operand()));
        return cast(plain);
    }

    private Expression count() {
        reader.expect(COUNT);
        return new Aggregate(AggregateFunction.COUNT, Optional.empty());
    }

    private Expression operand() {
        var column = Columns.readable(table, reader.token(ends, ENDS_OF_A_NAME), reader.origin());
        if (reader.startsWith("->")) {
            return path(column);
        }
        return reader.skip(BUCKET) ? bucket(column) : new Value(column);
    }

    private Expression path(Column column) {
        List<Step> steps = new ArrayList<>();
        var asText = false;
        while (!asText && reader.skip("->")) {
            asText = reader.skip(">");
            var quoted = reader.startsWith("\"");
            var step = reader.token(ends, ENDS_OF_A_NAME);
            steps.add(new Step(step, !quoted && INDEX.matcher(step).matches()));
        }
        return new JsonPath(column, steps, asText);
    }

    private Expression bucket(Column column) {
        var word = reader.token(")");
        reader.expect(")");
        var unit = CalendarUnit.of(word)
                .orElseThrow(() -> reader.malformed(
                        "bucket takes second, minute, hour, day, week, month, quarter or year, not \"%s\""
                                .formatted(word)));
        var type = column.type();
        if (type.array()
                || !CALENDAR_TYPES.contains(type.base())
                || (type.base().equals("date") && !unit.hasDays())) {
            throw new InvalidRequest(
                    "operator-not-applicable",
                    reader.origin(),
                    "\"%s\" is of type %s, which has no bucket(%s)".formatted(column.name(), type.sql(), word));
        }
        return new Bucket(column, unit);
    }

    private Expression aggregate(Expression operand) {
        for (var function : AggregateFunction.values()) {
            if (reader.skip("." + function.name().toLowerCase(Locale.ROOT) + "()")) {
                return new Aggregate(function, Optional.of(operand));
            }
        }
        return operand;
    }

    private Expression cast(Expression operand) {
        if (!reader.skip("::")) {
            return operand;
        }
        var word = reader.token(ends, ENDS_OF_A_NAME);
        return new Cast(operand, castType(word));
    }

    private ColumnType castType(String word) {
        return CastTypes.named(word)
                .or(() -> table.columns().stream()
                        .map(Column::type)
                        .filter(type -> type.sql().equals(word))
                        .findFirst())
                .orElseThrow(() -> new InvalidRequest(
                        "unknown-type", reader.origin(), "there is no type \"%s\" to cast to".formatted(word)));
    }
}
