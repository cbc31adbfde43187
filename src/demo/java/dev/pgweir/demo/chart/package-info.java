/** <em>How does it look?</em> A few kinds of charts, drawn as SVG. */
@NullMarked
package dev.pgweir.demo.chart;

import org.jspecify.annotations.NullMarked;
