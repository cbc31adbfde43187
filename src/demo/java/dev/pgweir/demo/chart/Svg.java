package dev.pgweir.demo.chart;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** The elements of a drawing, in pixels from the upper left corner. */
final class Svg {

    /** Where a text stands, seen from its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder elements = new StringBuilder();

    Svg line(String style, double fromX, double fromY, double toX, double toY) {
        return add("<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>", style, fromX, fromY, toX, toY);
    }

    Svg rectangle(String style, double x, double y, double width, double height) {
        return add("<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'/>", style, x, y, width, height);
    }

    /** Round in the first series, square in the second, so that colour is not all that tells them apart. */
    Svg point(int series, double x, double y) {
        return series % 2 == 0
                ? add("<circle class='mark s%d' cx='%.1f' cy='%.1f' r='4'/>", series, x, y)
                : add("<rect class='mark s%d' x='%.1f' y='%.1f' width='7' height='7'/>", series, x - 3.5, y - 3.5);
    }

    Svg path(String style, String commands) {
        return add("<path class='%s' d='%s'/>", style, commands);
    }

    Svg text(String style, Anchor anchor, double x, double y, String text) {
        return add(
                "<text class='%s' text-anchor='%s' x='%.1f' y='%.1f'>%s</text>",
                style, anchor.name().toLowerCase(Locale.ROOT), x, y, HtmlUtils.htmlEscape(text, "UTF-8"));
    }

    @FormatMethod
    private Svg add(String format, Object... values) {
        elements.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    String document(int width, double height, String alternative) {
        return String.format(
                Locale.ROOT,
                "<svg role='img' aria-label='%s' viewBox='0 0 %d %.0f' width='%d' height='%.0f'>%n%s</svg>",
                HtmlUtils.htmlEscape(alternative, "UTF-8"),
                width,
                height,
                width,
                height,
                elements);
    }
}
