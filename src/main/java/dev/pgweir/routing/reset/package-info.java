/** How does a session become again what it was, after a statement whose functions may have changed it? */
@NullMarked
package dev.pgweir.routing.reset;

import org.jspecify.annotations.NullMarked;
