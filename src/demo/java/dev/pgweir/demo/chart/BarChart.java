package dev.pgweir.demo.chart;

import dev.pgweir.demo.chart.Svg.Anchor;
import dev.pgweir.demo.load.Spread;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Bars from left to right, each with its name above and its number behind.
 *
 * @param unit what the bars measure, with its unit
 * @param format how numbers are written
 * @param bars the bars, from above
 */
public record BarChart(String unit, String format, List<Bar> bars) implements Chart {

    private static final int ROW = 44;
    private static final int THICKNESS = 16;
    private static final int RIGHT = 110;
    private static final int BOTTOM = 24;

    /**
     * One of the bars.
     *
     * @param name its name
     * @param series which colour it has
     * @param value how long it is, and the range of that
     */
    public record Bar(String name, int series, Spread value) {}

    @Override
    public boolean isWide() {
        return false;
    }

    @Override
    public String draw(int width, String alternative) {
        var svg = new Svg();
        var longest =
                bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.value().most()));
        var x = Scale.linear(longest, 0, width - (double) RIGHT);
        for (var row = 0; row < bars.size(); row++) {
            draw(svg, bars.get(row), x, row * ROW);
        }
        var bottom = bars.size() * ROW;
        svg.line("grid", 0, 2, 0, bottom);
        svg.text("axis", Anchor.START, 0, bottom + 16.0, unit);
        return svg.document(width, bottom + BOTTOM, alternative);
    }

    private void draw(Svg svg, Bar bar, Scale x, int top) {
        var value = bar.value();
        var middle = top + 20 + THICKNESS / 2.0;
        svg.text("label", Anchor.START, 4, top + 14.0, bar.name());
        svg.rectangle("bar s" + bar.series(), 0, top + 20.0, x.place(value.median()), THICKNESS);
        if (value.most() > value.least()) {
            svg.line("whisker", x.place(value.least()), middle, x.place(value.most()), middle);
        }
        svg.text("label", Anchor.START, x.place(value.most()) + 8, middle + 4, value.text(format));
    }
}
