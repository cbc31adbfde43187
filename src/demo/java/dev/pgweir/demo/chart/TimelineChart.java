package dev.pgweir.demo.chart;

import static java.util.Comparator.comparingDouble;

import dev.pgweir.demo.chart.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Rates over time, with what happened meanwhile as bands.
 *
 * @param up what lies along the left edge, with its unit
 * @param seconds how long it is
 * @param bin how many seconds each value of a track stands for
 * @param tracks the rates
 * @param bands what happened, and from when to when
 */
public record TimelineChart(String up, double seconds, double bin, List<Track> tracks, List<Band> bands)
        implements Chart {

    private static final int PLOT = 190;
    private static final int LEFT = 42;
    private static final int RIGHT = 58;
    private static final int BAND_ROW = 17;
    private static final int BOTTOM = 44;

    /** A rate, bin by bin. */
    public record Track(String name, List<Double> rates) {}

    /**
     * A time during which something was wrong.
     *
     * @param name what was wrong
     * @param from when it began, in seconds
     * @param to when it was over
     * @param severe whether nothing could be written
     */
    public record Band(String name, double from, double to, boolean severe) {}

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public String draw(int width, String alternative) {
        var svg = new Svg();
        var top = 24 + BAND_ROW * bands.size();
        var x = new Scale(0, seconds, LEFT, width - (double) RIGHT, false);
        var rates =
                tracks.stream().flatMapToDouble(track -> track.rates().stream().mapToDouble(Double::doubleValue));
        var y = Scale.linear(rates, top + PLOT, top);
        for (var row = 0; row < bands.size(); row++) {
            draw(svg, bands.get(row), x, 24 + BAND_ROW * row, top + PLOT);
        }
        drawAxes(svg, x, y, width);
        for (var series = 0; series < tracks.size(); series++) {
            draw(svg, tracks.get(series), series, x, y);
        }
        name(svg, x, y);
        return svg.document(width, top + PLOT + BOTTOM, alternative);
    }

    private static void draw(Svg svg, Band band, Scale x, double top, double bottom) {
        var from = x.place(band.from());
        var to = x.place(band.to());
        svg.rectangle(band.severe() ? "band severe" : "band", from, top, Math.max(2, to - from), bottom - top);
        svg.line("edge", from, top, from, bottom);
        var rightHalf = from > (x.from() + x.to()) / 2;
        svg.text(
                "event", rightHalf ? Anchor.END : Anchor.START, rightHalf ? from - 4 : from + 4, top + 12, band.name());
    }

    private void drawAxes(Svg svg, Scale x, Scale y, int width) {
        svg.text("axis", Anchor.START, 0, 14, up);
        for (var tick : y.ticks()) {
            svg.line("grid", LEFT, y.place(tick), width - (double) RIGHT, y.place(tick));
            svg.text("axis", Anchor.END, LEFT - 6.0, y.place(tick) + 4, Scale.label(tick));
        }
        var bottom = y.from();
        for (var tick : Scale.linear(DoubleStream.of(seconds), x.from(), x.to()).ticks()) {
            if (tick <= seconds) {
                svg.text("axis", Anchor.MIDDLE, x.place(tick), bottom + 18, Scale.label(tick));
            }
        }
        svg.text("axis", Anchor.MIDDLE, (x.from() + x.to()) / 2, bottom + 36, "seconds");
    }

    private void draw(Svg svg, Track track, int series, Scale x, Scale y) {
        var rates = track.rates();
        var path = IntStream.range(0, rates.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%.1f %.1f", x.place((i + 0.5) * bin), y.place(rates.get(i))))
                .collect(Collectors.joining(" L", "M", ""));
        svg.path("line s" + series, path);
    }

    /** Behind the ends of the lines, the upper one at least a line of text above the lower one. */
    private void name(Svg svg, Scale x, Scale y) {
        var lowest = Double.NEGATIVE_INFINITY;
        for (var track : tracks.stream()
                .sorted(comparingDouble((Track track) -> -track.rates().getLast()))
                .toList()) {
            lowest = Math.max(y.place(track.rates().getLast()) + 4, lowest + 15);
            svg.text("label s" + tracks.indexOf(track), Anchor.START, x.to() + 6, lowest, track.name());
        }
    }
}
