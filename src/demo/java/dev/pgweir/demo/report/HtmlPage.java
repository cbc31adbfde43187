package dev.pgweir.demo.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.web.util.HtmlUtils;

/** The report as one page without scripts, which needs nothing but itself. */
public final class HtmlPage {

    private static final int NARROW = 380;
    private static final int WIDE = 940;
    private static final String SCALE_OUT =
            "Writes are not spread over several primaries: Pgweir has one primary at a time, so there is no scene for that.";

    private final Report report;
    private final List<Figure> drawn = new ArrayList<>();

    public HtmlPage(Report report) {
        this.report = report;
    }

    /** The whole page. */
    public String render() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Pgweir, demonstrated</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>
                <h1>Pgweir, demonstrated</h1>
                %s
                </header>
                <main>
                %s
                %s
                </main>
                <footer>Written by <code>./mvnw -Pdemo</code>. The same numbers for programs:
                <a href="report.json">report.json</a>.</footer>
                </body>
                </html>
                """.formatted(Style.CSS, lead(), overview(), scenes());
    }

    private String lead() {
        var failures = report.failures().size();
        var all = report.findings().size();
        var verdict = failures == 0
                ? "<span class=\"verdict holds\">%s</span>"
                        .formatted(all == 1 ? "The claim holds." : "All %d claims hold.".formatted(all))
                : "<span class=\"verdict fails\">%d of %d claims %s not hold.</span>"
                        .formatted(failures, all, failures == 1 ? "does" : "do");
        return """
                <p>%s Measured on %s UTC in %d seconds%s.</p>
                <p class="quiet">A gateway before a PostgreSQL primary and two replicas: what does it change, compared with the
                same without it? All processes share one machine, so read ratios, not rates.</p>""".formatted(
                        verdict,
                        DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH)
                                .withZone(ZoneOffset.UTC)
                                .format(report.started()),
                        report.took().toSeconds(),
                        report.brief() ? ", in the short form: few and short rounds" : "");
    }

    private String overview() {
        return """
                <h2 class="claims">The claims</h2>
                <ol class="claims">
                %s
                </ol>
                <div class="boxes">
                <section class="box" aria-labelledby="where"><h2 id="where">Where it ran</h2><dl>%s</dl></section>
                <section class="box" aria-labelledby="limits"><h2 id="limits">What this does not show</h2><ul>%s</ul></section>
                </div>""".formatted(claims(), facts(), limits());
    }

    private String claims() {
        return report.findings().stream()
                .map(finding -> {
                    var verdict = finding.verdict();
                    return """
                            <li><a href="#%1$s">%1$s</a> <span class="says">%2$s</span>
                            <span class="measured">%3$s</span> %4$s</li>""".formatted(
                                    verdict.claim().id(),
                                    escape(verdict.sentence()),
                                    escape(verdict.measuredText()),
                                    word(finding));
                })
                .collect(Collectors.joining("\n"));
    }

    private String facts() {
        return report.machine().entrySet().stream()
                .map(fact -> "<dt>%s</dt><dd>%s</dd>".formatted(escape(fact.getKey()), escape(fact.getValue())))
                .collect(Collectors.joining());
    }

    private String limits() {
        var limits = new ArrayList<>(List.of(
                "Speed: clients, gateway and servers share one machine and have no network between them.",
                "Durability: the servers have fsync off.",
                SCALE_OUT));
        report.scenes().forEach(scene -> scene.limits().forEach(limit -> limits.add(scene.letter() + ": " + limit)));
        return limits.stream()
                .map(limit -> "<li>%s</li>".formatted(escape(limit)))
                .collect(Collectors.joining());
    }

    private String scenes() {
        return report.scenes().stream().map(this::scene).collect(Collectors.joining("\n"));
    }

    private String scene(SceneResult scene) {
        return """
                <section aria-labelledby="%1$s">
                <h2 id="%1$s">%1$s. %2$s</h2>
                <p>%3$s</p>
                %4$s
                %5$s
                <details open><summary>The numbers of scene %1$s</summary>
                %6$s
                </details>
                </section>""".formatted(
                        scene.letter(),
                        escape(scene.title()),
                        escape(scene.summary()),
                        scene.findings().stream()
                                .map(finding -> finding(scene, finding))
                                .collect(Collectors.joining("\n")),
                        scene.figures().stream()
                                .map(this::figure)
                                .collect(Collectors.joining("\n", "<div class=\"figures\">", "</div>")),
                        scene.tables().stream().map(HtmlPage::table).collect(Collectors.joining("\n")));
    }

    private String finding(SceneResult scene, Finding finding) {
        var verdict = finding.verdict();
        return """
                <article id="%s">
                <div><h3>%s</h3>
                <p class="number">%s <small>required: %s</small></p>
                <p>%s</p></div>
                %s
                <div class="method"><p><strong>How measured.</strong> %s</p>
                <p><strong>Again:</strong> <code>./mvnw -Pdemo -Ddemo.scenes=%s%s</code></p></div>
                </article>""".formatted(
                        verdict.claim().id(),
                        escape(verdict.sentence()),
                        escape(verdict.measuredText()),
                        escape(verdict.requiredText()),
                        word(finding),
                        figure(finding.figure()),
                        escape(verdict.claim().method()),
                        scene.letter(),
                        escape(report.options()));
    }

    /** Draws it where it is needed first; later it is referred to. */
    private String figure(Figure figure) {
        var number = drawn.indexOf(figure) + 1;
        if (number > 0) {
            return "<p class=\"quiet\">Shown by <a href=\"#figure-%1$d\">figure %1$d</a>.</p>".formatted(number);
        }
        drawn.add(figure);
        var chart = figure.chart();
        var narrow = chart.draw(NARROW, figure.alternative());
        return """
                <figure id="figure-%1$d" class="%2$s">
                %3$s
                <figcaption>Figure %1$d. %4$s</figcaption>
                </figure>""".formatted(
                        drawn.size(),
                        chart.isWide() ? "wide" : "",
                        chart.isWide()
                                ? classed("wide", chart.draw(WIDE, figure.alternative())) + classed("narrow", narrow)
                                : narrow,
                        escape(figure.caption()));
    }

    private static String classed(String name, String svg) {
        return svg.replaceFirst("<svg ", "<svg class='%s' ".formatted(name));
    }

    private static String table(Table table) {
        var head = table.columns().stream()
                .map(column -> "<th scope=\"col\"%s>%s</th>"
                        .formatted(
                                isNumeric(table, table.columns().indexOf(column)) ? " class=\"n\"" : "",
                                escape(column)))
                .collect(Collectors.joining());
        var rows = table.rows().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> cell(row.get(column), isWhole(table, column)))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return """
                <div class="scroll"><table><caption>%s</caption>
                <thead><tr>%s</tr></thead>
                <tbody>%s</tbody></table></div>""".formatted(escape(table.caption()), head, rows);
    }

    private static boolean isNumeric(Table table, int column) {
        return table.rows().stream().anyMatch(row -> row.get(column) instanceof Number);
    }

    /** Whether the column counts something. */
    private static boolean isWhole(Table table, int column) {
        return table.rows().stream()
                .allMatch(row -> row.get(column) instanceof Number number && number.doubleValue() % 1 == 0);
    }

    private static String cell(Object value, boolean whole) {
        return switch (value) {
            case Double number ->
                "<td class=\"n\">%s</td>".formatted(String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", number));
            case Number number ->
                "<td class=\"n\">%s</td>".formatted(String.format(Locale.ROOT, "%,d", number.longValue()));
            default -> "<td>%s</td>".formatted(escape(value.toString()));
        };
    }

    private static String word(Finding finding) {
        return finding.verdict().holds()
                ? "<span class=\"verdict holds\">✓ holds</span>"
                : "<span class=\"verdict fails\">✗ does not hold</span>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8").replace(" %", "&nbsp;%");
    }
}
