package dev.pgweir.resources.list;

import dev.pgweir.catalog.ColumnType;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a filter passes the same rows at any time, as long as the rows stay the same: PostgreSQL reads {@code now} and
 * {@code today} as the moment at which it reads them.
 */
final class TimeIndependence {

    /** Types whose text means the same at any time and on any server. */
    private static final Set<String> TIMELESS = Set.of(
            "int2", "int4", "int8", "numeric", "float4", "float8", "bool", "text", "varchar", "bpchar", "uuid", "bytea",
            "json", "jsonb", "inet", "cidr");

    /** Dates and times in numbers, also in ranges and arrays. */
    private static final Pattern IN_NUMBERS = Pattern.compile("[^\\p{L}]*(?:[TZ][^\\p{L}]*)*");

    private TimeIndependence() {}

    /** Whether the filter passes the same rows at any time. */
    static boolean of(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) -> parts.stream().allMatch(TimeIndependence::of);
            case Filter.Any(var parts) -> parts.stream().allMatch(TimeIndependence::of);
            case Filter.Not(var part) -> of(part);
            case Filter.Compare(var operand, var _, var value, var _) -> of(operand, List.of(value));
            case Filter.CompareEach(var operand, var _, var _, var values, var _) -> of(operand, List.of(values));
            case Filter.In(var operand, var values, var _) -> of(operand, values);
            case Filter.CompareRow _, Filter.Is _ -> true;
            case Filter.FullText _ -> false; // the server's default language may change
            case Filter.Exists _ -> false; // the rows of other tables may change
        };
    }

    private static boolean of(Expression operand, List<String> values) {
        return isTimeless(operand.type())
                || values.stream().allMatch(value -> IN_NUMBERS.matcher(value).matches());
    }

    /** Whether values of the type, made of text, are the same at any time. */
    static boolean isTimeless(ColumnType type) {
        return type.kind() == ColumnType.Kind.ENUM || TIMELESS.contains(type.base());
    }
}
