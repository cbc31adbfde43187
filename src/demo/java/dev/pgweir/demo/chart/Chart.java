package dev.pgweir.demo.chart;

/** A picture of numbers, drawn as wide as there is room. Its colours and fonts are the page's, by class names. */
public sealed interface Chart permits LineChart, BarChart, TimelineChart {

    /** Whether it gains by all the room of a wide page. */
    boolean isWide();

    /** Draws it: an {@code svg} element that says to those who do not see it what it shows. */
    String draw(int width, String alternative);
}
