/** What do tables say that have to be known before a request is let in? */
@NullMarked
package dev.pgweir.access.watch;

import org.jspecify.annotations.NullMarked;
