/** Runs statements inside transactions. The only stage that takes a connection. */
@NullMarked
package dev.pgweir.resources.run;

import org.jspecify.annotations.NullMarked;
