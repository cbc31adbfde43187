package dev.pgweir.demo.report;

import dev.pgweir.demo.chart.BarChart;
import dev.pgweir.demo.chart.BarChart.Bar;
import dev.pgweir.demo.chart.Chart;
import dev.pgweir.demo.chart.LineChart;
import java.util.List;

/**
 * A chart with its words.
 *
 * @param caption what is shown
 * @param alternative the same for those who do not see it, with the numbers
 * @param chart the chart
 */
public record Figure(String caption, String alternative, Chart chart) {

    /** Bars, from above. */
    public static Figure bars(String caption, String unit, String format, List<Bar> bars) {
        var words = new StringBuilder("A bar chart of " + unit);
        bars.forEach(
                bar -> words.append("; %s: %s".formatted(bar.name(), bar.value().text(format))));
        return new Figure(caption, words.toString(), new BarChart(unit, format, bars));
    }

    /** Lines through medians, each with its range. */
    public static Figure lines(String caption, LineChart chart) {
        var words = new StringBuilder("A line chart of %s by %s".formatted(chart.up(), chart.across()));
        for (var line : chart.lines()) {
            line.points()
                    .forEach((place, spread) ->
                            words.append("; %s, %d: %s".formatted(line.name(), place, spread.text("%.1f"))));
        }
        return new Figure(caption, words.toString(), chart);
    }
}
