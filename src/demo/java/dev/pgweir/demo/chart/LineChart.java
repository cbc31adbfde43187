package dev.pgweir.demo.chart;

import dev.pgweir.demo.chart.Svg.Anchor;
import dev.pgweir.demo.load.Spread;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.DoubleStream;

/**
 * Lines through medians, each with its range.
 *
 * @param across what lies along the lower edge
 * @param up what lies along the left edge, with its unit
 * @param logarithmic whether both edges are
 * @param top what the scale of a linear chart reaches at least, so that two charts can be compared
 * @param lines the lines
 */
public record LineChart(String across, String up, boolean logarithmic, double top, List<Line> lines) implements Chart {

    private static final int HEIGHT = 270;
    private static final int LEFT = 50;
    private static final int RIGHT = 92;
    private static final int TOP = 30;
    private static final int BOTTOM = 46;

    /**
     * One of the lines, with its name at its end.
     *
     * @param name its name
     * @param series which colour it has
     * @param points the values by where they lie along the lower edge
     */
    public record Line(String name, int series, SortedMap<Integer, Spread> points) {}

    @Override
    public boolean isWide() {
        return false;
    }

    @Override
    public String draw(int width, String alternative) {
        var svg = new Svg();
        var x = horizontal(width);
        var y = vertical();
        drawAxes(svg, x, y, width);
        var lowest = Double.NEGATIVE_INFINITY;
        for (var line : fromTheTop()) {
            draw(svg, line, x, y);
            var end = line.points().lastEntry();
            var height = Math.max(y.place(end.getValue().median()) + 4, lowest + 15);
            svg.text("label s" + line.series(), Anchor.START, x.place(end.getKey()) + 10, height, line.name());
            lowest = height;
        }
        return svg.document(width, HEIGHT, alternative);
    }

    private List<Line> fromTheTop() {
        return lines.stream()
                .sorted((one, other) -> Double.compare(end(other), end(one)))
                .toList();
    }

    private static double end(Line line) {
        return line.points().lastEntry().getValue().median();
    }

    private Scale horizontal(int width) {
        var places = lines.stream().flatMap(line -> line.points().keySet().stream());
        var all = places.mapToDouble(Integer::doubleValue).summaryStatistics();
        return new Scale(all.getMin(), all.getMax(), LEFT + 16.0, width - (double) RIGHT, logarithmic);
    }

    private Scale vertical() {
        var values = lines.stream()
                .flatMap(line -> line.points().values().stream())
                .flatMapToDouble(spread -> DoubleStream.of(spread.least(), spread.most()));
        return logarithmic
                ? Scale.logarithmic(values, HEIGHT - BOTTOM, TOP)
                : Scale.linear(DoubleStream.concat(values, DoubleStream.of(top)), HEIGHT - BOTTOM, TOP);
    }

    private void drawAxes(Svg svg, Scale x, Scale y, int width) {
        svg.text("axis", Anchor.START, 0, 14, up);
        for (var tick : y.ticks()) {
            svg.line("grid", LEFT, y.place(tick), width - (double) RIGHT, y.place(tick));
            svg.text("axis", Anchor.END, LEFT - 8.0, y.place(tick) + 4, Scale.label(tick));
        }
        lines.getFirst()
                .points()
                .keySet()
                .forEach(place ->
                        svg.text("axis", Anchor.MIDDLE, x.place(place), HEIGHT - BOTTOM + 18.0, Scale.label(place)));
        svg.text("axis", Anchor.MIDDLE, (LEFT + width - RIGHT) / 2.0, HEIGHT - 8.0, across);
    }

    private static void draw(Svg svg, Line line, Scale x, Scale y) {
        var series = line.series();
        var path = new StringBuilder();
        for (Map.Entry<Integer, Spread> point : line.points().entrySet()) {
            path.append(path.isEmpty() ? "M" : " L").append(place(point, x, y));
        }
        svg.path("line s" + series, path.toString());
        line.points().forEach((place, value) -> {
            svg.line("range s" + series, x.place(place), y.place(value.least()), x.place(place), y.place(value.most()));
            svg.point(series, x.place(place), y.place(value.median()));
        });
    }

    private static String place(Map.Entry<Integer, Spread> point, Scale x, Scale y) {
        return Math.round(x.place(point.getKey())) + " "
                + Math.round(y.place(point.getValue().median()));
    }
}
