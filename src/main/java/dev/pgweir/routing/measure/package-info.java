/** How much does each node do, how long does it take, and where does the time of a request go? */
@NullMarked
package dev.pgweir.routing.measure;

import org.jspecify.annotations.NullMarked;
