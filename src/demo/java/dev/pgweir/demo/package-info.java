/** The demonstration: <em>what does the gateway change, and does it hold?</em> Scenes under load, and a report. */
@NullMarked
package dev.pgweir.demo;

import org.jspecify.annotations.NullMarked;
