package dev.pgweir.demo.report;

/** The look of the page, light, dark and printed. Series are blue and orange, which the colour-blind can tell apart. */
final class Style {

    static final String CSS = """
            :root {
              color-scheme: light dark;
              --page: light-dark(#fdfdfc, #16181b);
              --text: light-dark(#1d2126, #e6e7e8);
              --quiet: light-dark(#5a626b, #a2a9b1);
              --rule: light-dark(#dcdfe2, #363b41);
              --box: light-dark(#f3f4f4, #1f2226);
              --good: light-dark(#00664b, #46c7a0);
              --bad: light-dark(#a83c00, #ff9a5c);
              --s0: light-dark(#0068a8, #62b4ea);
              --s1: light-dark(#b84d00, #f0a04b);
              --s2: light-dark(#5f6770, #9aa2ab);
              --band: light-dark(#e9c46a55, #e9c46a30);
              --severe: light-dark(#d55e0040, #d55e0066);
            }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--text);
              font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
            main, header { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
            header { padding-top: 2.5rem; }
            h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em; }
            h2 { font-size: 1.4rem; line-height: 1.25; margin: 3.5rem 0 .5rem; padding-top: 1rem; border-top: 2px solid var(--text); }
            h3 { font-size: 1.05rem; line-height: 1.4; margin: 0; }
            p, li, dd { max-width: 44rem; }
            a { color: inherit; text-underline-offset: .15em; }
            code { font: .88em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
            .quiet { color: var(--quiet); }
            .verdict { font-weight: 600; white-space: nowrap; }
            .holds { color: var(--good); } .fails { color: var(--bad); }
            .boxes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin: 1.5rem 0; align-items: start; }
            .box { background: var(--box); border: 1px solid var(--rule); border-radius: .5rem; padding: 1rem 1.2rem; font-size: .92rem; }
            .box h2 { margin: 0 0 .5rem; padding: 0; border: 0; font-size: 1.05rem; }
            .box ul { margin: 0; padding-left: 1.1rem; }
            dl { margin: 0; display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .15rem 1rem; }
            dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
            article { border-top: 1px solid var(--rule); padding: 1.5rem 0; display: grid; gap: .5rem 2.5rem; }
            .number { font-size: 2rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; margin: .3rem 0 0; }
            .number small { font-size: .9rem; font-weight: 400; color: var(--quiet); }
            article p { margin: .3rem 0; }
            .method { font-size: .92rem; }
            figure { margin: .5rem 0 0; }
            .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 2.5rem; margin: 1rem 0; }
            figcaption { font-size: .88rem; color: var(--quiet); max-width: 44rem; margin-top: .3rem; }
            svg { display: block; max-width: 100%; height: auto; overflow: visible; }
            svg.narrow { display: none; }
            @media (min-width: 56rem) {
              article:has(> figure:not(.wide)) { grid-template-columns: minmax(0, 1fr) minmax(0, 29rem); grid-template-rows: auto 1fr; }
              article > figure:not(.wide) { grid-column: 2; grid-row: 1 / span 2; margin: 0; }
            }
            @media (max-width: 46rem) {
              figure.wide svg.wide { display: none; } figure.wide svg.narrow { display: block; }
              h1 { font-size: 1.55rem; }
            }
            svg text { font: 12px/1 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: currentColor; }
            svg .axis { fill: var(--quiet); font-variant-numeric: tabular-nums; }
            svg .label { font-weight: 600; } svg .event { font-size: 11px; }
            svg .grid { stroke: var(--rule); } svg .edge { stroke: var(--quiet); stroke-dasharray: 2 2; }
            svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
            svg .range { stroke-width: 5; opacity: .35; stroke-linecap: round; }
            svg .whisker { stroke: var(--text); stroke-width: 1.5; }
            svg .band { fill: var(--band); } svg .severe { fill: var(--severe); }
            svg .line.s0, svg .range.s0 { stroke: var(--s0); } svg .line.s1, svg .range.s1 { stroke: var(--s1); }
            svg .line.s2, svg .range.s2 { stroke: var(--s2); stroke-dasharray: 4 4; }
            svg .mark.s0, svg .bar.s0, svg .label.s0 { fill: var(--s0); } svg .mark.s1, svg .bar.s1, svg .label.s1 { fill: var(--s1); }
            svg .mark.s2, svg .bar.s2, svg .label.s2 { fill: var(--s2); }
            h2.claims { font-size: 1.05rem; margin: 2rem 0 .3rem; padding: 0; border: 0; }
            ol.claims { list-style: none; margin: 0; padding: 0; font-size: .92rem;
              display: grid; grid-template-columns: auto 1fr auto auto; gap: 0 1rem; }
            ol.claims li { max-width: none; display: grid; grid-column: 1 / -1; grid-template-columns: subgrid;
              padding: .3rem 0; border-top: 1px solid var(--rule); }
            ol.claims .measured { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
            @media (max-width: 46rem) {
              ol.claims { grid-template-columns: 1fr auto auto; } ol.claims .says { grid-column: 1 / -1; grid-row: 2; }
            }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .88rem; margin: .8rem 0; font-variant-numeric: tabular-nums; }
            caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
            th, td { text-align: left; vertical-align: top; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid var(--rule); }
            td.n, th.n { text-align: right; }
            details { margin: .5rem 0 1rem; } summary { cursor: pointer; }
            footer { max-width: 62rem; margin: 3rem auto; padding: 0 1rem; font-size: .88rem; color: var(--quiet); }
            @media print {
              :root { color-scheme: light; } body { font-size: 10pt; } h2 { break-after: avoid; }
              article, figure, table, .box { break-inside: avoid; } a { text-decoration: none; }
            }
            """;

    private Style() {}
}
