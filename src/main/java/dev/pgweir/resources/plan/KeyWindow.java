package dev.pgweir.resources.plan;

import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.query.CalendarUnit;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Expression.Bucket;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.RelatedExpression;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the window of a partition key outside which no row passes a filter, as the server derives it from the same comparisons
 * when it leaves out partitions. What is not understood narrows nothing. Immutable.
 */
public final class KeyWindow {

    private final RangePartitions partitions;

    private KeyWindow(RangePartitions partitions) {
        this.partitions = partitions;
    }

    /** The window of a filter. */
    public static Window of(Filter filter, RangePartitions partitions) {
        return new KeyWindow(partitions).of(filter);
    }

    private Window of(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) -> all(parts);
            case Filter.Any(var parts) ->
                parts.stream().map(this::of).reduce(Window::hull).orElse(Window.ALL);
            case Filter.Not(Filter.Compare(var operand, var comparison, var value, var _)) ->
                negated(comparison)
                        .map(opposite -> compare(operand, opposite, value))
                        .orElse(Window.ALL);
            case Filter.Compare(var operand, var comparison, var value, var _) -> compare(operand, comparison, value);
            case Filter.CompareEach(var operand, var comparison, var all, var values, var _) ->
                Literals.elements(values)
                        .map(texts -> each(texts, all, text -> compare(operand, comparison, text)))
                        .orElse(Window.ALL);
            case Filter.In(var operand, var values, var _) ->
                each(values, false, text -> compare(operand, Comparison.EQ, text));
            case Filter.CompareRow(var operands, var comparison, var values) ->
                compare(operands.getFirst(), orEqual(comparison), values.getFirst());
            case Filter.Exists(var embedding) ->
                EmbeddedWindows.towards(partitions, embedding.relationship(), embedding.filter())
                        .orElse(Window.ALL);
            case Filter.Not _, Filter.FullText _, Filter.Is _ -> Window.ALL;
        };
    }

    private Window all(List<Filter> parts) {
        var window = Window.ALL;
        for (var part : parts) {
            window = window.intersect(of(part));
        }
        return window;
    }

    private static Window each(List<String> values, boolean all, Function<String, Window> window) {
        var windows = values.stream().map(window);
        return windows.reduce(all ? Window::intersect : Window::hull).orElse(Window.ALL);
    }

    private Window compare(Expression operand, Comparison comparison, String text) {
        return switch (operand) {
            case Expression.Value(var column)
            when column.equals(partitions.column()) ->
                comparison == Comparison.CONTAINED
                        ? Literals.window(text, partitions.type())
                        : value(text).map(value -> compared(comparison, value)).orElse(Window.ALL);
            case Bucket(var column, var unit)
            when column.equals(partitions.column()) ->
                value(text).map(value -> bucket(comparison, value, unit)).orElse(Window.ALL);
            case Expression.Value _,
                    Bucket _,
                    Expression.JsonPath _,
                    Expression.TextForm _,
                    Expression.Aggregate _,
                    Expression.Cast _,
                    RelatedExpression _ -> Window.ALL;
        };
    }

    private Optional<KeyValue> value(String text) {
        return partitions.type().parse(text);
    }

    private static Window compared(Comparison comparison, KeyValue value) {
        return switch (comparison) {
            case EQ -> Window.only(value);
            case GT -> Window.after(value);
            case GTE -> Window.startingAt(value);
            case LT -> Window.before(value);
            case LTE -> Window.through(value);
            default -> Window.ALL; // the others bound nothing
        };
    }

    /** A key lies less than one unit above the beginning of its unit. */
    private static Window bucket(Comparison comparison, KeyValue start, CalendarUnit unit) {
        var upTo = start.plus(length(unit)).map(Window::before).orElse(Window.ALL);
        return switch (comparison) {
            case EQ -> Window.startingAt(start).intersect(upTo);
            case GT, GTE -> Window.startingAt(start);
            case LT, LTE -> upTo;
            default -> Window.ALL; // the others bound nothing
        };
    }

    private static TemporalAmount length(CalendarUnit unit) {
        return switch (unit) {
            case SECOND -> Duration.ofSeconds(1);
            case MINUTE -> Duration.ofMinutes(1);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Period.ofDays(1);
            case WEEK -> Period.ofWeeks(1);
            case MONTH -> Period.ofMonths(1);
            case QUARTER -> Period.ofMonths(3);
            case YEAR -> Period.ofYears(1);
        };
    }

    private static Comparison orEqual(Comparison comparison) {
        return switch (comparison) {
            case GT -> Comparison.GTE;
            case LT -> Comparison.LTE;
            default -> comparison; // includes equal values already
        };
    }

    private static Optional<Comparison> negated(Comparison comparison) {
        return switch (comparison) {
            case NEQ -> Optional.of(Comparison.EQ);
            case GT -> Optional.of(Comparison.LTE);
            case GTE -> Optional.of(Comparison.LT);
            case LT -> Optional.of(Comparison.GTE);
            case LTE -> Optional.of(Comparison.GT);
            default -> Optional.empty(); // the opposites of the others bound nothing
        };
    }
}
